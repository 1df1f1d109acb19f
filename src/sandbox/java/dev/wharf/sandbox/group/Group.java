package dev.wharf.sandbox.group;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One group. Holds state only; who may change it is decided by whoever changes it. */
public final class Group {

  /** A text, who set it, and when. */
  public record Said(String id, String text, Account by, Instant at) {}

  private final String id;
  private final Naming naming;
  private final Account creator;
  private final Instant creation;
  private final Map<Account, Role> members = new LinkedHashMap<>();
  private final GroupSettings settings;
  private Said subject;
  private Optional<Said> description = Optional.empty();
  private String inviteCode;
  private long version;

  Group(
      String id,
      Naming naming,
      Account creator,
      Instant creation,
      String subject,
      String inviteCode,
      GroupSettings settings) {
    this.id = id;
    this.naming = naming;
    this.creator = creator;
    this.creation = creation;
    this.subject = new Said("", subject, creator, creation);
    this.inviteCode = inviteCode;
    this.settings = settings;
    members.put(creator, Role.SUPERADMIN);
  }

  /** Digits; the user part of its address. */
  public String id() {
    return id;
  }

  public Jid jid() {
    return Jid.of(id, Jid.GROUP_SERVER);
  }

  /** How its members are addressed. */
  public Naming naming() {
    return naming;
  }

  public Account creator() {
    return creator;
  }

  public Instant creation() {
    return creation;
  }

  public Collection<Account> members() {
    return List.copyOf(members.keySet());
  }

  public boolean isMember(Account account) {
    return members.containsKey(account);
  }

  /** The role of a member; empty for everybody else. */
  public Optional<Role> role(Account account) {
    return Optional.ofNullable(members.get(account));
  }

  public boolean isAdmin(Account account) {
    return role(account).map(Role::isAdmin).orElse(false);
  }

  /** Whether messages of that account are for this group. */
  public boolean maySend(Account account) {
    return settings.announcement() ? isAdmin(account) : isMember(account);
  }

  public void join(Account account) {
    members.putIfAbsent(account, Role.MEMBER);
    version++;
  }

  public void leave(Account account) {
    members.remove(account);
    version++;
  }

  public void appoint(Account account, Role role) {
    members.replace(account, role);
    version++;
  }

  /** Changes whenever members or settings do. */
  public long version() {
    return version;
  }

  public Said subject() {
    return subject;
  }

  public void subject(Said subject) {
    this.subject = subject;
    version++;
  }

  public Optional<Said> description() {
    return description;
  }

  public void description(Optional<Said> description) {
    this.description = description;
    version++;
  }

  public GroupSettings settings() {
    return settings;
  }

  /** Something in the settings was changed. */
  public void settingsChanged() {
    version++;
  }

  public String inviteCode() {
    return inviteCode;
  }

  void inviteCode(String inviteCode) {
    this.inviteCode = inviteCode;
  }
}
