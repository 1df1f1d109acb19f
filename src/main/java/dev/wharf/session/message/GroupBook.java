package dev.wharf.session.message;

import dev.wharf.directory.Applied;
import dev.wharf.directory.Group;
import dev.wharf.directory.GroupDelta;
import dev.wharf.directory.GroupNotice;
import dev.wharf.directory.Member;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.group.GroupInfo;
import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupRequests;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is in a group, asked from the server when we do not know it or no longer do. */
final class GroupBook {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Line line;
  private final MessageServices services;
  private final Roster roster;

  /** What is told is kept in the order in which it came. */
  private final Lane changes = new Lane();

  GroupBook(Line line, MessageServices services, Roster roster) {
    this.line = line;
    this.services = services;
    this.roster = roster;
  }

  /**
   * Who reads a message to a group.
   *
   * @param mode {@code lid} or {@code pn}
   * @param devices of all members but this one, by the hidden address where it is known: as their
   *     ratchets are filed
   * @param members how many people, without us
   * @param phones the phone-number users, where the group addresses members by those
   */
  record Audience(String mode, Set<Jid> devices, Map<Jid, Jid> phones, int members) {
    Jid onTheWire(Jid device) {
      Jid phone = phones.get(device.bare());
      return phone == null ? device : Jid.phone(phone.user(), device.device());
    }
  }

  /** Empty if we are in no such group. */
  Future<Optional<Audience>> audience(Jid group) {
    return find(group)
        .compose(
            found ->
                found.left()
                    ? Future.succeededFuture(Optional.empty())
                    : audience(found).map(Optional::of));
  }

  /** A group, asked for unless it is known. */
  Future<Group> find(Jid group) {
    return line.run(() -> services.groups().find(line.account(), group))
        .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> refresh(group)));
  }

  /**
   * Asks for a group and keeps what is told. Fails with {@link Line.Refused} if there is none for
   * us, which is known then too.
   */
  Future<Group> refresh(Jid group) {
    return ask(group).compose(this::put);
  }

  /** The same; a group that is none for us any more is no failure. */
  Future<Void> refreshUnlessGone(Jid group) {
    return refresh(group)
        .<Void>mapEmpty()
        .recover(
            failure ->
                isGone(failure) ? Future.succeededFuture() : Future.<Void>failedFuture(failure));
  }

  /** Asks what the server says of a group. */
  Future<GroupInfo> ask(Jid group) {
    return line.ask(id -> GroupRequests.info(id, group))
        .map(GroupReplies::group)
        .recover(
            failure ->
                (isGone(failure) ? gone(group) : Future.<Void>succeededFuture())
                    .transform(done -> Future.<GroupInfo>failedFuture(failure)));
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof Line.Refused refused
        && (refused.code() == FORBIDDEN || refused.code() == NOT_FOUND);
  }

  /** We are not in it, and nobody told us. */
  private Future<Void> gone(Jid group) {
    var self = List.of(line.own().lid().bare(), line.own().pn().bare());
    return apply(group, new GroupDelta.Removed(self), Optional.empty(), line.now()).mapEmpty();
  }

  /** Keeps what the server says of a group, and tells what is new. */
  Future<Group> put(GroupInfo info) {
    Group group = GroupForms.group(info);
    return changes.run(
        () ->
            roster
                .learn(GroupForms.pairs(info.members()))
                .compose(learnt -> line.run(() -> services.groups().put(line.account(), group)))
                .onSuccess(line::tellNews)
                .map(group));
  }

  /** Keeps what the server says of all our groups: in any others we are not. */
  Future<Void> replaceAll(List<GroupInfo> infos) {
    var pairs = new HashMap<Jid, Jid>();
    infos.forEach(info -> pairs.putAll(GroupForms.pairs(info.members())));
    var groups = infos.stream().map(GroupForms::group).toList();
    return changes.run(
        () ->
            roster
                .learn(pairs)
                .compose(
                    learnt -> line.run(() -> services.groups().replaceAll(line.account(), groups)))
                .onSuccess(line::tellNews)
                .mapEmpty());
  }

  /**
   * Changes a group, and tells what is new.
   *
   * @return whether the group is known
   */
  Future<Boolean> apply(Jid group, GroupDelta delta, Optional<Jid> by, Instant at) {
    var self = Set.of(line.own().pn().bare(), line.own().lid().bare());
    var notice = new GroupNotice(group, delta, by, self, at);
    return changes.run(
        () ->
            line.run(() -> services.groups().apply(line.account(), notice))
                .onSuccess(applied -> line.tellNews(applied.news()))
                .map(Applied::known));
  }

  /** Its members may not be right any more: the next message asks. */
  Future<Void> forget(Jid group) {
    return changes.run(() -> line.run(() -> services.groups().forget(line.account(), group)));
  }

  /** Neither who is in it nor their devices are what we believe. */
  Future<Void> outdated(Jid group) {
    return line.run(() -> services.groups().find(line.account(), group))
        .compose(
            found ->
                roster.forget(found.map(GroupBook::users).orElse(List.of(line.own().lid().bare()))))
        .compose(done -> forget(group));
  }

  private static List<Jid> users(Group group) {
    return group.members().stream().map(Member::jid).toList();
  }

  /** Whether a person is in a group, by either of their addresses. */
  static boolean isMember(Group group, Jid user) {
    return group.members().stream()
        .anyMatch(
            member ->
                member.jid().equals(user)
                    || member.lid().filter(user::equals).isPresent()
                    || member.phone().filter(user::equals).isPresent());
  }

  private Future<Audience> audience(Group group) {
    return roster
        .known(users(group))
        .compose(
            lids -> {
              Map<Jid, Member> members = new LinkedHashMap<>();
              for (Member member : group.members()) {
                members.put(
                    member.lid().orElseGet(() -> lids.getOrDefault(member.jid(), member.jid())),
                    member);
              }
              return roster.devices(members.keySet()).map(found -> audience(group, members, found));
            });
  }

  /** Whose hidden address was told only with the devices is filed under it all the same. */
  private Audience audience(Group group, Map<Jid, Member> members, Roster.Found found) {
    boolean byPhone = group.about().addressing() == Group.Addressing.PN;
    Map<Jid, Jid> phones = new HashMap<>();
    Set<Jid> devices = new LinkedHashSet<>();
    members.forEach(
        (asked, member) -> {
          Jid user = found.names().getOrDefault(asked, asked);
          devices.addAll(roster.withoutSelf(found.devices().getOrDefault(user, List.of())));
          if (byPhone && !user.equals(member.jid())) {
            phones.put(user, member.jid());
          }
        });
    return new Audience(
        group.about().addressing().word(), devices, phones, Math.max(0, members.size() - 1));
  }
}
