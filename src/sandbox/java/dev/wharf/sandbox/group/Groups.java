package dev.wharf.sandbox.group;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All groups. They live as long as the sandbox. */
public final class Groups {

  private static final String PREFIX = "120363";
  private static final long LATER_DIGITS = 1_000_000_000_000L;
  private static final int CODE_BYTES = 16;

  private final RandomGenerator random;
  private final Map<String, Group> byId = new LinkedHashMap<>();
  private Naming naming = Naming.LID;

  public Groups(RandomGenerator random) {
    this.random = random;
  }

  /** How groups that are made from now on address their members. */
  public void naming(Naming naming) {
    this.naming = naming;
  }

  public Group create(String subject, Account creator, Instant now, GroupSettings settings) {
    String id;
    do {
      id = PREFIX + "%012d".formatted(random.nextLong(LATER_DIGITS));
    } while (byId.containsKey(id));
    var group = new Group(id, naming, creator, now, subject, code(), settings);
    byId.put(id, group);
    return group;
  }

  public Optional<Group> byJid(Jid jid) {
    return jid.server().equals(Jid.GROUP_SERVER)
        ? Optional.ofNullable(byId.get(jid.user()))
        : Optional.empty();
  }

  public Optional<Group> byCode(String code) {
    return byId.values().stream().filter(group -> group.inviteCode().equals(code)).findFirst();
  }

  /** The groups somebody is in. */
  public List<Group> of(Account account) {
    return byId.values().stream().filter(group -> group.isMember(account)).toList();
  }

  /** The old invite link leads nowhere any more. */
  public void renewCode(Group group) {
    group.inviteCode(code());
  }

  public void clear() {
    byId.clear();
    naming = Naming.LID;
  }

  private String code() {
    byte[] bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceAll("[-_]", "0");
  }
}
