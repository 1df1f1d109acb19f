package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.keystore.ratchet.KeyChange;
import dev.wharf.messaging.Sent;
import dev.wharf.messaging.content.DeviceSent;
import dev.wharf.messaging.content.Distribution;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.IncomingReceipt;
import dev.wharf.protocol.stanza.chat.Messages;
import dev.wharf.protocol.stanza.chat.ReceiptStanzas;
import dev.wharf.protocol.stanza.chat.RetryKeys;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Messages that could not be opened, on either side, are asked for again and sent again
 * (messaging.md 7.4). How often is told by the messages themselves, so nothing has to be
 * remembered.
 */
final class Retries {

  private static final Logger LOG = Logger.getLogger(Retries.class);
  private static final int MOST = 5;

  private final Line line;
  private final Lane lane;
  private final MessageServices services;
  private final Roster roster;
  private final GroupBook book;
  private final Agreements agreements;

  /** Of our own. */
  private final KeyRation given = new KeyRation();

  /** To begin anew with devices that ask us. */
  private final KeyRation begun = new KeyRation();

  Retries(Line line, Lane lane, MessageServices services, Roster roster, GroupBook book) {
    this.book = book;
    this.line = line;
    this.lane = lane;
    this.services = services;
    this.roster = roster;
    this.agreements = new Agreements(line);
  }

  /** Asks the sender of a message for it again, unless that was done often enough. */
  Future<Void> ask(Letter letter, LetterOpening.Closed closed) {
    int count = closed.count() + 1;
    if (count > MOST) {
      line.send(Requests.ack(letter.stanza(), line.own().pn()));
      return Future.succeededFuture();
    }
    boolean withKeys =
        (count > 1 || closed.reason().needsKeys()) && given.take(letter.sender(), line.now());
    return (withKeys ? ownKeys().map(Optional::of) : Future.succeededFuture(noKeys()))
        .onSuccess(
            keys ->
                line.send(
                    ReceiptStanzas.retry(
                        letter.envelope(),
                        count,
                        closed.reason().code(),
                        line.keys().registrationIdBytes(),
                        keys)))
        .mapEmpty();
  }

  private static Optional<RetryKeys> noKeys() {
    return Optional.empty();
  }

  private Future<RetryKeys> ownKeys() {
    PreKeyStore preKeys = services.preKeys();
    return line.run(() -> preKeys.allocate(line.account(), 1, services.random()))
        .map(
            made ->
                new RetryKeys(
                    line.keys().identity().publicKey(),
                    Optional.of(made.getFirst()),
                    line.keys().signedPreKey(),
                    line.deviceIdentity()));
  }

  /** A device could not open a message of ours. */
  Future<Void> asked(IncomingReceipt receipt, Jid chat) {
    var retry = receipt.retry().orElseThrow();
    if (retry.count() >= MOST) {
      return Future.succeededFuture();
    }
    return line.run(() -> services.messages().sent(line.account(), chat, retry.id()))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture()
                    : mayRead(receipt.by(), chat)
                        .compose(
                            may ->
                                may
                                    ? sendAgain(receipt, retry, chat, found.get())
                                    : Future.succeededFuture()));
  }

  /** Whoever is in a group no more must not get its key, which comes with the message. */
  private Future<Boolean> mayRead(Jid device, Jid chat) {
    return chat.server().equals(Jid.GROUP_SERVER)
        ? book.find(chat)
            .compose(
                group ->
                    roster
                        .lidFirst(device)
                        .map(
                            lid ->
                                GroupBook.isMember(group, lid.bare())
                                    || GroupBook.isMember(group, device.bare())))
        : Future.succeededFuture(true);
  }

  private Future<Void> sendAgain(
      IncomingReceipt receipt, IncomingReceipt.Retry retry, Jid chat, Sent sent) {
    Jid device = receipt.by();
    LOG.infof(
        "message asked for again accountId=%s messageId=%s count=%d reason=%d",
        line.account(), retry.id(), retry.count(), retry.reason());
    return roster
        .lidFirst(device)
        .compose(
            peer ->
                bundle(peer, retry)
                    .compose(
                        bundle -> lane.run(() -> write(receipt, retry, chat, sent, peer, bundle))));
  }

  /**
   * What to begin anew with: what the device sent along, or, if it was set up anew, its bundle. If
   * it asks for many at once, they come with what was agreed for the first of them.
   */
  private Future<Optional<PreKeyBundle>> bundle(Jid peer, IncomingReceipt.Retry retry) {
    return wanted(peer, retry)
        .compose(
            wanted ->
                !wanted || !begun.take(peer, line.now())
                    ? Future.succeededFuture(Optional.empty())
                    : retry.keys().isPresent()
                        ? Future.succeededFuture(retry.keys())
                        : agreements.fetch(List.of(peer)).map(found -> found(found, peer)));
  }

  private Future<Boolean> wanted(Jid peer, IncomingReceipt.Retry retry) {
    if (retry.keys().isPresent()) {
      return Future.succeededFuture(true);
    }
    return lane.run(
        () -> {
          var work = new KeyWork(line, lane, services);
          return work.load(List.of(peer))
              .map(loaded -> retry.count() > 1 || isStale(work, peer, retry));
        });
  }

  private static boolean isStale(KeyWork work, Jid peer, IncomingReceipt.Retry retry) {
    return !work.canSendTo(peer)
        || work.ratchet(peer).registrationId().orElse(0) != retry.registrationId();
  }

  private static Optional<PreKeyBundle> found(Map<Jid, PreKeyBundle> all, Jid peer) {
    return Optional.ofNullable(all.get(peer));
  }

  private Future<Void> write(
      IncomingReceipt receipt,
      IncomingReceipt.Retry retry,
      Jid chat,
      Sent sent,
      Jid peer,
      Optional<PreKeyBundle> bundle) {
    var work = new KeyWork(line, lane, services);
    return work.load(List.of(peer))
        .compose(
            loaded -> {
              bundle.ifPresent(it -> work.start(peer, it));
              return content(work, peer, receipt, chat, sent);
            })
        .compose(
            content ->
                work.encrypt(peer, Padding.pad(content, services.random()))
                    .map(
                        encrypted ->
                            KeyCommit.alone(line, services, work)
                                .onSuccess(
                                    done ->
                                        line.send(
                                            stanza(
                                                receipt,
                                                retry,
                                                sent,
                                                new Messages.Copy(receipt.by(), encrypted)))))
                    .orElseGet(Future::succeededFuture));
  }

  private Future<byte[]> content(
      KeyWork work, Jid peer, IncomingReceipt receipt, Jid chat, Sent sent) {
    if (!chat.server().equals(Jid.GROUP_SERVER)) {
      return Future.succeededFuture(
          line.own().is(receipt.from()) ? DeviceSent.wrap(chat, sent.payload()) : sent.payload());
    }
    return line.run(() -> services.ratchets().ownGroupKey(line.account(), chat))
        .map(
            own ->
                own.key().map(key -> withKey(work, peer, chat, sent, key)).orElse(sent.payload()));
  }

  /** Whoever was given the key counts as a holder: when they go, it is renewed. */
  private static byte[] withKey(KeyWork work, Jid peer, Jid group, Sent sent, OwnSenderKey key) {
    work.add(new KeyChange.SenderKeyGiven(group, List.of(peer)));
    return Distribution.with(group, key.distribution().bytes(), sent.payload());
  }

  private Node stanza(
      IncomingReceipt receipt, IncomingReceipt.Retry retry, Sent sent, Messages.Copy copy) {
    boolean group = receipt.participant().isPresent();
    return Messages.again(
        retry.id(),
        group ? receipt.chat() : receipt.from(),
        receipt.participant(),
        receipt.recipient(),
        sent.shape(),
        copy,
        retry.count(),
        Optional.of(line.deviceIdentity()));
  }
}
