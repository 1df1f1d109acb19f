package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.Announcement;
import dev.wharf.messaging.Received;
import dev.wharf.messaging.Unread;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.Envelope;
import dev.wharf.protocol.stanza.chat.ReceiptStanzas;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes messages in the order in which they come: opened, stored together with the ratchet that
 * opened them, and only then received. What is not stored is not received: the server keeps it for
 * the next login.
 */
final class Inbox {

  private static final Logger LOG = Logger.getLogger(Inbox.class);
  private static final int UNREADABLE_STANZA = 487;
  private static final int UNREADABLE_CONTENT = 491;
  private static final int NO_ADDRESSEE = 495;
  private static final int UNHANDLED = 500;

  private final Line line;
  private final Lane lane;
  private final MessageServices services;
  private final Roster roster;
  private final Retries retries;
  private final Controls controls;
  private final Lane order = new Lane();

  Inbox(
      Line line,
      Lane lane,
      MessageServices services,
      Roster roster,
      Retries retries,
      Controls controls) {
    this.line = line;
    this.lane = lane;
    this.services = services;
    this.roster = roster;
    this.retries = retries;
    this.controls = controls;
  }

  /** Completes, always well, when the message is dealt with or left to the next login. */
  Future<Void> received(Node stanza) {
    return order
        .run(() -> line.isOpen() ? take(stanza) : Future.succeededFuture(Rest.NONE))
        .compose(Rest::run)
        .recover(failure -> failed(stanza, failure));
  }

  /** A message that fails for ever must not come for ever. */
  private Future<Void> failed(Node stanza, Throwable failure) {
    boolean hopeless = Hopeless.is(failure);
    LOG.warnf(
        "%s accountId=%s cause=%s",
        hopeless ? "message refused" : "message left to the next login",
        line.account(),
        Hopeless.describe(failure));
    if (hopeless) {
      return nack(stanza, UNHANDLED).mapEmpty();
    }
    line.missed();
    return Future.succeededFuture();
  }

  /** What is left of a message when its ratchet is stored: others need not wait for that. */
  private interface Rest {
    Rest NONE = () -> Future.succeededFuture();

    Future<Void> run();
  }

  private Future<Rest> take(Node stanza) {
    Envelope envelope;
    try {
      envelope = Envelope.parse(stanza, line.own());
    } catch (ProtocolFault fault) {
      LOG.warnf("stanza refused accountId=%s path=%s", line.account(), fault.path());
      return nack(stanza, UNREADABLE_STANZA);
    }
    if (envelope.isOfChannel()) {
      line.send(Requests.ack(stanza, line.own().pn()));
      return Future.succeededFuture(Rest.NONE);
    }
    return roster
        .learn(pairs(envelope))
        .compose(
            done ->
                Future.join(roster.lidFirst(envelope.sender()), roster.lidFirst(envelope.chat())))
        .compose(
            both -> lane.run(() -> open(new Letter(envelope, both.resultAt(0), both.resultAt(1)))));
  }

  private static Map<Jid, Jid> pairs(Envelope envelope) {
    var pairs = new HashMap<Jid, Jid>();
    envelope.senderOther().ifPresent(other -> pair(pairs, envelope.sender(), other));
    envelope.chatOther().ifPresent(other -> pair(pairs, envelope.chat(), other));
    return pairs;
  }

  private static void pair(Map<Jid, Jid> pairs, Jid one, Jid other) {
    if (one.isLid() && other.isPhone()) {
      pairs.put(one.bare(), other.bare());
    } else if (one.isPhone() && other.isLid()) {
      pairs.put(other.bare(), one.bare());
    }
  }

  private Future<Rest> open(Letter letter) {
    var opening = new LetterOpening(line, lane, services, letter);
    return opening
        .open()
        .compose(
            contents ->
                switch (contents) {
                  case LetterOpening.Nothing _ -> store(opening, letter, Optional.empty());
                  case LetterOpening.Said said -> store(opening, letter, Optional.of(said));
                  case LetterOpening.Told told -> told(opening, letter, told);
                  case LetterOpening.Unreadable _ ->
                      keep(opening).compose(done -> nack(letter.stanza(), UNREADABLE_CONTENT));
                  case LetterOpening.Again _ -> keep(opening).compose(done -> receipt(letter));
                  case LetterOpening.Unknown _ -> nack(letter.stanza(), NO_ADDRESSEE);
                  case LetterOpening.Closed closed -> closed(opening, letter, closed);
                });
  }

  private Future<Rest> store(
      LetterOpening opening, Letter letter, Optional<LetterOpening.Said> said) {
    return write(
            opening,
            tx ->
                said.map(it -> services.messages().received(tx, received(letter, it)))
                    .orElseGet(() -> Uni.createFrom().item(List.of())))
        .compose(done -> receipt(letter));
  }

  private Future<Void> keep(LetterOpening opening) {
    return write(opening, tx -> Uni.createFrom().item(List.of()));
  }

  /** To deal with it may need the lane, and may take long. */
  private Future<Rest> told(LetterOpening opening, Letter letter, LetterOpening.Told told) {
    return write(
            opening,
            tx -> controls.keep(tx, letter, told.control(), told.payload()).replaceWith(List.of()))
        .map(
            done ->
                () -> controls.told(told.control()).compose(dealt -> receipt(letter)).mapEmpty());
  }

  private Received received(Letter letter, LetterOpening.Said said) {
    var envelope = letter.envelope();
    return new Received(
        line.account(),
        envelope.id(),
        said.chat(),
        said.chat().equals(letter.chat()) ? letter.chatOther() : Optional.empty(),
        letter.sender().bare(),
        letter.senderOther().map(Jid::bare),
        envelope.fromMe(),
        envelope.at().orElse(line.now()),
        envelope.pushName().orElse(null),
        said.payload());
  }

  /** Asks the sender for it again; a placeholder shows that something is missing. */
  private Future<Rest> closed(LetterOpening opening, Letter letter, LetterOpening.Closed closed) {
    var envelope = letter.envelope();
    var unread =
        new Unread(
            line.account(),
            envelope.id(),
            letter.chat(),
            letter.chatOther(),
            letter.sender().bare(),
            letter.senderOther().map(Jid::bare),
            envelope.fromMe(),
            envelope.at().orElse(line.now()),
            envelope.pushName().orElse(null),
            closed.reason().word());
    boolean shown = !closed.hidden() && !envelope.peer();
    LOG.warnf(
        "message not opened accountId=%s messageId=%s reason=%s count=%d",
        line.account(), envelope.id(), closed.reason().word(), closed.count());
    return write(
            opening,
            tx -> shown ? placeholder(tx, unread, closed) : Uni.createFrom().item(List.of()))
        .compose(done -> retries.ask(letter, closed))
        .onSuccess(
            asked -> {
              if (shown) {
                controls.unread(closed.reason() != RetryReason.UNAVAILABLE);
              }
            })
        .map(Rest.NONE);
  }

  private Uni<List<Announcement>> placeholder(
      SqlConnection tx, Unread unread, LetterOpening.Closed closed) {
    boolean gone = closed.reason() == RetryReason.UNAVAILABLE;
    return services
        .missing()
        .note(tx, unread, gone ? line.now() : line.now().plus(Controls.COMES_AGAIN_WITHIN))
        .chain(() -> services.messages().undecryptable(tx, unread));
  }

  private interface Storing {
    Uni<List<Announcement>> in(SqlConnection tx);
  }

  private Future<Void> write(LetterOpening opening, Storing storing) {
    return KeyCommit.of(line, services, opening.work())
        .compose(
            keys ->
                line.run(() -> services.commits().run(tx -> both(keys.in(tx), storing.in(tx))))
                    .onSuccess(line::tell)
                    .onSuccess(told -> keys.stored()))
        .mapEmpty();
  }

  /** Neither waits for the other's answer: one round trip for both. */
  private static Uni<List<Announcement>> both(Uni<Void> keys, Uni<List<Announcement>> stored) {
    return Uni.combine().all().unis(keys, stored).with((saved, told) -> told);
  }

  private Future<Rest> receipt(Letter letter) {
    line.send(ReceiptStanzas.delivered(letter.envelope(), true));
    return Future.succeededFuture(Rest.NONE);
  }

  private Future<Rest> nack(Node stanza, int error) {
    line.send(Requests.nack(stanza, line.own().pn(), error));
    return Future.succeededFuture(Rest.NONE);
  }
}
