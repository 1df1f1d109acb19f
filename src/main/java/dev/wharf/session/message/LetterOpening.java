package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.keystore.ratchet.KeyChange;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Control;
import dev.wharf.messaging.content.Decoded;
import dev.wharf.messaging.content.DeviceSent;
import dev.wharf.messaging.content.Distribution;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.SenderKeyDecryption;
import dev.wharf.protocol.signal.SenderKeyDistribution;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.stanza.chat.Envelope;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens one message, ciphertext after ciphertext: a sender key that comes first opens what follows
 * (messaging.md 7.2). What moved meanwhile is in {@link #work}, to be stored with what was said.
 */
final class LetterOpening {

  /** What was in it. */
  sealed interface Contents {}

  /**
   * Somebody says something.
   *
   * @param chat where; for what another device of ours sent, where it went
   */
  record Said(Jid chat, byte[] payload) implements Contents {}

  /**
   * Another device of ours tells about the account.
   *
   * @param payload the message that says it
   */
  record Told(Control control, byte[] payload) implements Contents {}

  /** Nothing for a person. */
  record Nothing() implements Contents {}

  /** It was opened, and is no message. */
  record Unreadable() implements Contents {}

  /** It was opened before. */
  record Again() implements Contents {}

  /** Sealed in a way that we do not know. */
  record Unknown() implements Contents {}

  /**
   * It could not be opened.
   *
   * @param count how often it was asked for already
   * @param hidden whether nobody is to see that
   */
  record Closed(RetryReason reason, int count, boolean hidden) implements Contents {}

  private final Line line;
  private final MessageServices services;
  private final Letter letter;
  private final KeyWork work;
  private @Nullable SenderKeys senderKeys;
  private byte @Nullable [] opened;
  private @Nullable DecryptFailure failure;
  private int count;
  private boolean hidden;
  private boolean known;

  LetterOpening(Line line, Lane lane, MessageServices services, Letter letter) {
    this.line = line;
    this.services = services;
    this.letter = letter;
    this.work = new KeyWork(line, lane, services);
  }

  KeyWork work() {
    return work;
  }

  Future<Contents> open() {
    var envelope = letter.envelope();
    if (envelope.ciphers().isEmpty()) {
      return Future.succeededFuture(new Closed(RetryReason.UNAVAILABLE, 0, !isShown(envelope)));
    }
    Future<Void> all = Future.succeededFuture();
    for (Envelope.Cipher cipher : envelope.ciphers()) {
      all = all.compose(done -> open(cipher));
    }
    return all.map(done -> contents());
  }

  /** What is meant for the phone alone is nothing that is missing here. */
  private static boolean isShown(Envelope envelope) {
    return envelope.unavailable().filter(type -> type.endsWith("unavailable_fanout")).isEmpty();
  }

  private Future<Void> open(Envelope.Cipher cipher) {
    count = Math.max(count, cipher.count());
    hidden |= cipher.hidden();
    return switch (cipher.kind()) {
      case PRE_KEY -> person(EncryptedMessage.Type.PRE_KEY_MESSAGE, cipher);
      case MESSAGE -> person(EncryptedMessage.Type.MESSAGE, cipher);
      case GROUP -> group(cipher);
      case OTHER -> Future.succeededFuture();
    };
  }

  private Future<Void> person(EncryptedMessage.Type type, Envelope.Cipher cipher) {
    known = true;
    return work.decrypt(letter.sender(), IncomingMessage.parse(type, cipher.bytes()))
        .compose(
            decryption ->
                switch (decryption) {
                  case Decryption.Decrypted it -> take(it.plaintext()).compose(this::install);
                  case DecryptFailure it -> failed(it);
                });
  }

  private Future<Void> failed(DecryptFailure why) {
    failure = why;
    return Future.succeededFuture();
  }

  private Future<byte[]> take(byte[] padded) {
    try {
      opened = Padding.unpad(padded);
    } catch (ProtocolFault fault) {
      opened = new byte[0];
      failure = new DecryptFailure.Malformed(fault.path());
    }
    return Future.succeededFuture(opened);
  }

  /** A sender key counts only in the chat in which it came. */
  private Future<Void> install(byte[] message) {
    Optional<Distribution> found;
    SenderKeyDistribution key;
    try {
      found = Distribution.in(message).filter(it -> it.group().equals(letter.chat()));
      if (found.isEmpty()) {
        return Future.succeededFuture();
      }
      key = SenderKeyDistribution.parse(found.get().senderKey().bytes());
    } catch (ProtocolFault fault) {
      return Future.succeededFuture();
    }
    return keysOfSender()
        .map(
            keys -> {
              var accepted = keys.accept(key);
              senderKeys = accepted.keys();
              work.add(
                  new KeyChange.SenderKeysMoved(
                      letter.chat(), letter.sender(), accepted.keys(), accepted.skipped()));
              return null;
            });
  }

  private Future<SenderKeys> keysOfSender() {
    return senderKeys != null
        ? Future.succeededFuture(senderKeys)
        : line.run(
            () -> services.ratchets().senderKeys(line.account(), letter.chat(), letter.sender()));
  }

  private Future<Void> group(Envelope.Cipher cipher) {
    known = true;
    var message = IncomingGroupMessage.parse(cipher.bytes());
    return line.run(
            () ->
                services
                    .ratchets()
                    .groupOpening(line.account(), letter.chat(), letter.sender(), message))
        .compose(
            found -> {
              var keys = senderKeys == null ? found.keys() : senderKeys;
              return switch (keys.decrypt(message, found.skipped())) {
                case SenderKeyDecryption.Decrypted it -> {
                  work.add(
                      new KeyChange.SenderKeysMoved(
                          letter.chat(), letter.sender(), it.keys(), it.skipped()));
                  failure = null;
                  yield take(it.plaintext()).mapEmpty();
                }
                case DecryptFailure it -> {
                  opened = null;
                  yield failed(it);
                }
              };
            });
  }

  private Contents contents() {
    if (!known) {
      return new Unknown();
    }
    if (opened == null || failure instanceof DecryptFailure.Malformed) {
      return closed();
    }
    try {
      return read(opened);
    } catch (ProtocolFault fault) {
      return new Unreadable();
    }
  }

  private Contents closed() {
    return failure instanceof DecryptFailure.Duplicate
        ? new Again()
        : new Closed(RetryReason.of(failure), count, hidden);
  }

  private Contents read(byte[] message) {
    Jid chat = letter.chat();
    byte[] said = message;
    if (letter.envelope().fromMe()) {
      var sent = DeviceSent.unwrap(message);
      if (sent.isPresent()) {
        // The server names the chat as well; only its word is translated to the hidden address.
        said = sent.get().message();
      }
    }
    return switch (ContentCodec.decode(said).payload()) {
      case Decoded.Payload.Said _ -> new Said(chat, said);
      case Decoded.Payload.Told(var control) ->
          control.selfOnly() && !letter.envelope().fromMe()
              ? new Nothing()
              : new Told(control, said);
      case Decoded.Payload.Nothing _ -> new Nothing();
    };
  }
}
