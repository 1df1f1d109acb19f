package dev.wharf.session.message;

import dev.wharf.directory.Group;
import dev.wharf.directory.Member;
import dev.wharf.directory.News;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.group.GroupInfo;
import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupRequests;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is in a group, asked from the server when we do not know it or no longer do. */
final class GroupBook {

  private final Line line;
  private final MessageServices services;
  private final Roster roster;

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

  /** Asks for a group; fails with {@link Line.Refused} if there is none for us. */
  Future<Group> refresh(Jid group) {
    return line.ask(id -> GroupRequests.info(id, group))
        .map(GroupReplies::group)
        .compose(this::put);
  }

  /** Keeps what the server says of a group, and tells what is new. */
  Future<Group> put(GroupInfo info) {
    Group group = GroupForms.group(info);
    return line.run(() -> services.groups().put(line.account(), group))
        .onSuccess(this::tell)
        .map(group);
  }

  void tell(List<News> news) {
    for (News one : news) {
      line.report(
          new dev.wharf.account.Fact.Happened(one.account(), one.at(), one.eventId(), one.event()));
    }
  }

  private Future<Audience> audience(Group group) {
    var known = new HashMap<Jid, Jid>();
    var users = new ArrayList<Jid>();
    return roster
        .known(group.members().stream().map(Member::jid).toList())
        .compose(
            lids -> {
              boolean byPhone = group.about().addressing() == Group.Addressing.PN;
              for (Member member : group.members()) {
                Jid user =
                    member.lid().orElseGet(() -> lids.getOrDefault(member.jid(), member.jid()));
                users.add(user);
                if (byPhone && !user.equals(member.jid())) {
                  known.put(user, member.jid());
                }
              }
              return roster.devicesOf(users);
            })
        .map(
            devices ->
                new Audience(
                    group.about().addressing().word(),
                    devices,
                    known,
                    Math.max(0, group.members().size() - 1)));
  }
}
