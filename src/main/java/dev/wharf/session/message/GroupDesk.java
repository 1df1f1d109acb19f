package dev.wharf.session.message;

import dev.wharf.directory.GroupDelta;
import dev.wharf.directory.GroupOrders.Created;
import dev.wharf.directory.GroupOrders.MemberOrder;
import dev.wharf.directory.GroupOrders.MemberOutcome;
import dev.wharf.identity.Jid;
import dev.wharf.limits.Charge;
import dev.wharf.limits.Limit;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.MessageIds;
import dev.wharf.protocol.stanza.group.GroupInfo;
import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupRequests;
import dev.wharf.protocol.stanza.group.GroupRequests.MemberChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What operators order of groups, over the link. Each order completes when WhatsApp has agreed and
 * the directory knows the outcome; the server tells it to the others, not to the device that did
 * it.
 */
public final class GroupDesk {

  private static final int NOT_IN_IT = 404;

  private final Line line;
  private final MessageServices services;
  private final Orders orders;
  private final GroupBook book;
  private final AllGroups all;
  private final Outcomes outcomes;

  GroupDesk(
      Line line,
      MessageServices services,
      Orders orders,
      Roster roster,
      GroupBook book,
      AllGroups all) {
    this.line = line;
    this.services = services;
    this.orders = orders;
    this.book = book;
    this.all = all;
    this.outcomes = new Outcomes(roster);
  }

  public Future<Created> create(String subject, List<Jid> members) {
    return change(
        () ->
            line.ask(id -> GroupRequests.create(id, subject, newId(), members))
                .map(GroupReplies::created)
                .compose(
                    created ->
                        book.put(created.group())
                            .compose(done -> outcomes.ofNew(members, created))
                            .map(who -> new Created(created.group().id(), who))));
  }

  /** Who is not in the answer was not answered for. */
  public Future<List<MemberOutcome>> members(Jid group, MemberOrder order, List<Jid> members) {
    MemberChange what = what(order);
    return change(
        () ->
            line.ask(id -> GroupRequests.change(id, group, what, members))
                .map(reply -> GroupReplies.memberResults(reply, what))
                .compose(
                    results ->
                        changed(group, order, results)
                            .compose(done -> outcomes.of(members, results))));
  }

  private static MemberChange what(MemberOrder order) {
    return switch (order) {
      case ADD -> MemberChange.ADD;
      case REMOVE -> MemberChange.REMOVE;
      case PROMOTE -> MemberChange.PROMOTE;
      case DEMOTE -> MemberChange.DEMOTE;
    };
  }

  private Future<Void> changed(
      Jid group, MemberOrder order, List<GroupReplies.MemberResult> results) {
    var done = results.stream().filter(GroupReplies.MemberResult::isDone).toList();
    if (done.isEmpty()) {
      return Future.succeededFuture();
    }
    var who = done.stream().map(GroupReplies.MemberResult::jid).toList();
    return switch (order) {
      // How the group names them, and by which number, only the group itself tells.
      case ADD -> book.refresh(group).mapEmpty();
      case REMOVE -> apply(group, new GroupDelta.Removed(who));
      case PROMOTE -> apply(group, new GroupDelta.Promoted(who));
      case DEMOTE -> apply(group, new GroupDelta.Demoted(who));
    };
  }

  public Future<Void> subject(Jid group, String subject) {
    return change(
        () ->
            line.ask(id -> GroupRequests.subject(id, group, subject))
                .compose(done -> apply(group, new GroupDelta.Subject(subject))));
  }

  /**
   * @param description empty: takes it away
   */
  public Future<Void> description(Jid group, Optional<String> description) {
    return change(
        () ->
            book.ask(group)
                .compose(now -> describe(group, description, now))
                .compose(done -> apply(group, new GroupDelta.Description(description))));
  }

  /** A text is replaced by its id, which nobody needs but for this. */
  private Future<Void> describe(Jid group, Optional<String> description, GroupInfo now) {
    Optional<String> previous = now.description().flatMap(GroupInfo.Description::id);
    return description.isEmpty() && now.description().isEmpty()
        ? Future.succeededFuture()
        : line.ask(id -> GroupRequests.description(id, group, description, newId(), previous))
            .mapEmpty();
  }

  /** The code of the present invitation link. */
  public Future<String> inviteCode(Jid group) {
    return look(
        () -> line.ask(id -> GroupRequests.inviteCode(id, group)).map(GroupReplies::inviteCode));
  }

  /** Makes the present link void; the code of the new one. */
  public Future<String> revokeInvite(Jid group) {
    return change(
        () ->
            line.ask(id -> GroupRequests.renewInviteCode(id, group)).map(GroupReplies::inviteCode));
  }

  /** Leaving where we are no more is done already. */
  public Future<Void> leave(Jid group) {
    return change(
        () ->
            line.ask(id -> GroupRequests.leave(id, group))
                .compose(GroupDesk::left)
                .compose(done -> apply(group, new GroupDelta.Removed(self()))));
  }

  private static Future<Void> left(Node reply) {
    var error = GroupReplies.leaveError(reply);
    return error.isEmpty() || error.getAsInt() == NOT_IN_IT
        ? Future.succeededFuture()
        : Future.failedFuture(new Line.Refused(error.getAsInt(), "leave"));
  }

  /** Asks for all groups of the account. */
  public Future<Void> refresh() {
    return look(all::refresh);
  }

  private Future<Void> apply(Jid group, GroupDelta delta) {
    return book.apply(group, delta, Optional.of(line.own().lid().bare()), line.now())
        .compose(known -> known ? Future.succeededFuture() : book.refreshUnlessGone(group));
  }

  private List<Jid> self() {
    return List.of(line.own().lid().bare(), line.own().pn().bare());
  }

  private <T> Future<T> change(Supplier<Future<T>> order) {
    return orders.charged(Charge.groupChange(), order);
  }

  private <T> Future<T> look(Supplier<Future<T>> order) {
    return orders.free(Limit.GROUP_CHANGES_PER_HOUR, order);
  }

  private String newId() {
    return MessageIds.next(line.now(), line.own().pn(), services.random()).value();
  }
}
