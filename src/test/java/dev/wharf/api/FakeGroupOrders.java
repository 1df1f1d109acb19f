package dev.wharf.api;

import dev.wharf.directory.Group;
import dev.wharf.directory.GroupDelta;
import dev.wharf.directory.GroupNotice;
import dev.wharf.directory.GroupOrders;
import dev.wharf.directory.Groups;
import dev.wharf.directory.Member;
import dev.wharf.directory.Refusal;
import dev.wharf.directory.Role;
import dev.wharf.event.Action;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Groups without WhatsApp: it remembers what was ordered, does it, or refuses as a test says. */
@Alternative
@ApplicationScoped
public class FakeGroupOrders implements GroupOrders {

  public static final Jid SELF = Jid.lid("999000111", 0);

  private final Groups groups;
  private final AtomicLong ids = new AtomicLong(120_363_000_000_000_001L);
  private final Map<AccountId, List<String>> ordered = new ConcurrentHashMap<>();
  private final Map<AccountId, Refusal> refusals = new ConcurrentHashMap<>();
  private final Map<Jid, MemberOutcome> outcomes = new ConcurrentHashMap<>();
  private final Set<Jid> silent = ConcurrentHashMap.newKeySet();

  FakeGroupOrders(Groups groups) {
    this.groups = groups;
  }

  public List<String> ordered(AccountId account) {
    return ordered.computeIfAbsent(account, none -> new CopyOnWriteArrayList<>());
  }

  public void refuse(AccountId account, Refusal.Kind kind) {
    refusals.put(account, new Refusal(kind, "because_test", "The test says so.", Action.WAIT));
  }

  /** What WhatsApp answers for somebody from now on; others are done. */
  public void answer(MemberOutcome outcome) {
    outcomes.put(outcome.asked(), outcome);
  }

  public void noAnswer(Jid member) {
    silent.add(member);
  }

  /** A group as if the account had been in it. */
  public Jid given(AccountId account, String subject, Member... members) {
    Jid jid = Jid.of(Long.toString(ids.getAndIncrement()), Jid.GROUP_SERVER);
    groups.put(account, group(jid, subject, List.of(members))).await().indefinitely();
    return jid;
  }

  @Override
  public Uni<Created> create(AccountId account, String subject, List<Jid> members) {
    Jid jid = Jid.of(Long.toString(ids.getAndIncrement()), Jid.GROUP_SERVER);
    var answers = answers(members);
    var in =
        new ArrayList<>(
            answers.stream()
                .filter(outcome -> outcome.code() == 200)
                .map(outcome -> Member.of(outcome.asked(), Role.MEMBER))
                .toList());
    in.add(Member.of(SELF, Role.OWNER));
    return done(account, "create " + subject)
        .chain(() -> groups.put(account, group(jid, subject, in)))
        .replaceWith(() -> new Created(jid, answers));
  }

  @Override
  public Uni<List<MemberOutcome>> members(
      AccountId account, Jid group, MemberOrder order, List<Jid> members) {
    var answers = answers(members);
    var delta =
        switch (order) {
          case ADD ->
              new GroupDelta.Added(
                  members.stream().map(jid -> Member.of(jid, Role.MEMBER)).toList());
          case REMOVE -> new GroupDelta.Removed(members);
          case PROMOTE -> new GroupDelta.Promoted(members);
          case DEMOTE -> new GroupDelta.Demoted(members);
        };
    return done(account, order + " " + members)
        .chain(() -> apply(account, group, delta))
        .replaceWith(answers);
  }

  @Override
  public Uni<Void> subject(AccountId account, Jid group, String subject) {
    return done(account, "subject " + subject)
        .chain(() -> apply(account, group, new GroupDelta.Subject(subject)));
  }

  @Override
  public Uni<Void> description(AccountId account, Jid group, Optional<String> description) {
    return done(account, "description " + description.orElse("none"))
        .chain(() -> apply(account, group, new GroupDelta.Description(description)));
  }

  @Override
  public Uni<String> inviteCode(AccountId account, Jid group) {
    return done(account, "invite").replaceWith("OldCode");
  }

  @Override
  public Uni<String> revokeInvite(AccountId account, Jid group) {
    return done(account, "revoke").replaceWith("NewCode");
  }

  @Override
  public Uni<Void> leave(AccountId account, Jid group) {
    return done(account, "leave")
        .chain(() -> apply(account, group, new GroupDelta.Removed(List.of(SELF))));
  }

  @Override
  public Uni<Void> refresh(AccountId account) {
    return done(account, "refresh");
  }

  private List<MemberOutcome> answers(List<Jid> members) {
    return members.stream()
        .filter(jid -> !silent.contains(jid))
        .map(jid -> outcomes.getOrDefault(jid, new MemberOutcome(jid, 200)))
        .toList();
  }

  private Uni<Void> apply(AccountId account, Jid group, GroupDelta delta) {
    return groups
        .apply(
            account, new GroupNotice(group, delta, Optional.of(SELF), Set.of(SELF), Instant.EPOCH))
        .replaceWithVoid();
  }

  private Uni<Void> done(AccountId account, String order) {
    ordered(account).add(order);
    Refusal refusal = refusals.get(account);
    return refusal == null ? Uni.createFrom().voidItem() : Uni.createFrom().failure(refusal);
  }

  private static Group group(Jid jid, String subject, List<Member> members) {
    return new Group(
        jid,
        new Group.About(
            subject,
            Optional.empty(),
            Optional.of(SELF),
            Group.Addressing.LID,
            Optional.of(Instant.EPOCH),
            Group.Settings.OPEN),
        members);
  }
}
