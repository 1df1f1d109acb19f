package dev.wharf.session.message;

import dev.wharf.directory.GroupDelta;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.Notice;
import dev.wharf.protocol.stanza.chat.Notices;
import dev.wharf.protocol.stanza.group.GroupChange;
import dev.wharf.protocol.stanza.group.GroupNotice;
import dev.wharf.protocol.stanza.group.Member;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the server tells about people, devices and groups: taken in, then acked. */
final class NoticeDesk {

  private static final Logger LOG = Logger.getLogger(NoticeDesk.class);

  private final Line line;
  private final Roster roster;
  private final KeyMoves moves;
  private final GroupBook book;
  private final Controls controls;
  private final MediaDesk media;
  private final TrustDesk trust;
  private final TimelockDesk timelock;
  private final Lane order = new Lane();

  NoticeDesk(
      Line line,
      Roster roster,
      KeyMoves moves,
      GroupBook book,
      Controls controls,
      MediaDesk media,
      TrustDesk trust,
      TimelockDesk timelock) {
    this.line = line;
    this.roster = roster;
    this.moves = moves;
    this.book = book;
    this.controls = controls;
    this.media = media;
    this.trust = trust;
    this.timelock = timelock;
  }

  /** Completes, always well, when it is dealt with or left to the next login. */
  Future<Void> received(Inbound.Notification notification) {
    return order
        .run(() -> line.isOpen() ? take(Notices.of(notification)) : Future.<Void>succeededFuture())
        .recover(failure -> failed(failure))
        .onSuccess(done -> line.send(Requests.ack(notification.node(), null)))
        .otherwiseEmpty();
  }

  /** A notification that fails for ever is acked, so that it does not come for ever. */
  private Future<Void> failed(Throwable failure) {
    boolean hopeless = Hopeless.is(failure);
    LOG.warnf(
        "%s accountId=%s cause=%s",
        hopeless ? "notification passed over" : "notification left to the next login",
        line.account(),
        Hopeless.describe(failure));
    return hopeless ? Future.succeededFuture() : Future.failedFuture(failure);
  }

  private Future<Void> take(Notice notice) {
    return switch (notice) {
      case Notice.DevicesChanged it -> forget(it.user(), it.lid());
      case Notice.OwnDevicesChanged _ -> roster.forget(List.of(line.own().lid().bare()));
      case Notice.IdentityChanged it -> renewed(it);
      case Notice.InGroup(var told) -> group(told);
      case Notice.AppStateChanged it -> controls.appStateChanged(it);
      case Notice.MediaAnswered it -> media.answered(it);
      case Notice.TokenGiven it -> trusted(it);
      case Notice.TimelockChanged it -> timelock.changed(it.timelock());
      case Notice.OwnAccountChanged _,
          Notice.PictureChanged _,
          Notice.AboutChanged _,
          Notice.Other _ ->
          Future.succeededFuture();
    };
  }

  private Future<Void> forget(Jid user, Optional<Jid> lid) {
    return roster
        .learn(lid.map(it -> Map.of(it, user)).orElse(Map.of()))
        .compose(done -> roster.forget(List.of(user)));
  }

  private Future<Void> trusted(Notice.TokenGiven given) {
    return roster
        .learn(
            given.user().isPhone()
                ? given.lid().map(it -> Map.of(it, given.user())).orElse(Map.of())
                : Map.of())
        .compose(done -> roster.lidFirst(given.lid().orElse(given.user())))
        .compose(person -> trust.given(person, given.token()));
  }

  /**
   * The phone was set up anew, and with it all companions: nothing agreed is sent with any more.
   */
  private Future<Void> renewed(Notice.IdentityChanged changed) {
    Jid user = changed.lid().orElse(changed.user());
    return roster
        .lidFirst(user)
        .compose(
            known ->
                devices(known)
                    .compose(
                        found -> {
                          var devices =
                              new ArrayList<>(found.devices().getOrDefault(known, List.of()));
                          if (!devices.contains(known)) {
                            devices.add(known);
                          }
                          return moves.archive(devices);
                        }))
        .compose(done -> roster.forget(List.of(user)));
  }

  /** Nonsense about the other devices must not keep the phone's ratchet in use. */
  private Future<Roster.Found> devices(Jid user) {
    return roster
        .devices(List.of(user))
        .recover(
            failure ->
                Hopeless.is(failure)
                    ? Future.succeededFuture(new Roster.Found(Map.of(), Map.of()))
                    : Future.failedFuture(failure));
  }

  private Future<Void> group(GroupNotice told) {
    Future<Void> all = Future.succeededFuture();
    for (GroupChange change : told.changes()) {
      all =
          all.compose(done -> roster.learn(pairs(told, change))).compose(x -> group(told, change));
    }
    return all;
  }

  private static Map<Jid, Jid> pairs(GroupNotice told, GroupChange change) {
    Map<Jid, Jid> pairs = new HashMap<>(GroupForms.pairs(change));
    if (told.actor().isPresent() && told.actorOther().isPresent()) {
      Jid one = told.actor().get();
      Jid other = told.actorOther().get();
      if (one.isLid() && other.isPhone()) {
        pairs.put(one.bare(), other.bare());
      } else if (one.isPhone() && other.isLid()) {
        pairs.put(other.bare(), one.bare());
      }
    }
    return pairs;
  }

  private Future<Void> group(GroupNotice told, GroupChange change) {
    return switch (change) {
      case GroupChange.Created(var info) -> book.put(info).mapEmpty();
      // Back in a group that we had left: nothing of what we know of it is true.
      case GroupChange.MembersAdded(var members, var _) when names(members) ->
          book.refreshUnlessGone(told.group());
      case GroupChange.MembersMayAddChanged _,
          GroupChange.JoinApprovalChanged _,
          GroupChange.InviteCodeChanged _ ->
          Future.succeededFuture();
      case GroupChange known ->
          GroupForms.delta(known)
              .map(delta -> apply(told, delta))
              .orElseGet(() -> book.forget(told.group()));
    };
  }

  private boolean names(List<Member> members) {
    return members.stream()
        .anyMatch(
            it ->
                line.own().is(it.jid())
                    || it.lid().filter(line.own()::is).isPresent()
                    || it.phone().filter(line.own()::is).isPresent());
  }

  private Future<Void> apply(GroupNotice told, GroupDelta delta) {
    return book.apply(told.group(), delta, told.actor(), told.at().orElse(line.now())).mapEmpty();
  }
}
