package dev.wharf.sandbox.phone;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.SenderKeyDecryption;
import java.util.ArrayList;
import java.util.List;

/** Opens the ciphertexts of a message (messaging.md 7.2). */
final class Reader {

  /** What became of one message. */
  sealed interface Outcome {}

  /** All there was to open is open; nothing, if it had been opened before. */
  record Opened(List<Fields> contents) implements Outcome {}

  /**
   * Something does not open.
   *
   * @param reason as a retry says it (messaging.md 7.4)
   */
  record Closed(int reason) implements Outcome {}

  private static final int UNKNOWN = 0;
  private static final int NO_RATCHET = 1;
  private static final int INVALID_KEY_ID = 3;
  private static final int INVALID_MESSAGE = 4;
  private static final int TOO_FAR_AHEAD = 6;
  private static final int BAD_MAC = 7;

  private final Ratchets ratchets;
  private final GroupKeys groups;

  Reader(Ratchets ratchets, GroupKeys groups) {
    this.ratchets = ratchets;
    this.groups = groups;
  }

  /** In the order of the stanza: a sender key comes before what it opens. */
  Outcome open(Arrived message) {
    var contents = new ArrayList<Fields>();
    for (Node enc : message.stanza().childrenOf("enc")) {
      switch (open(message, enc)) {
        case Opened(var more) -> {
          more.forEach(it -> takeSenderKey(message, it));
          contents.addAll(more);
        }
        case Closed closed -> {
          return closed;
        }
      }
    }
    return new Opened(contents);
  }

  private Outcome open(Arrived message, Node enc) {
    byte[] bytes = enc.bytes().orElseThrow();
    return switch (enc.string("type").orElse("")) {
      case "pkmsg" -> open(message, EncryptedMessage.Type.PRE_KEY_MESSAGE, bytes);
      case "msg" -> open(message, EncryptedMessage.Type.MESSAGE, bytes);
      case "skmsg" ->
          switch (groups.decrypt(message.chat().toString(), message.sender(), bytes)) {
            case SenderKeyDecryption.Decrypted(_, var plaintext, _) -> content(plaintext);
            case DecryptFailure failure -> closed(failure);
          };
      default -> new Closed(UNKNOWN);
    };
  }

  private Outcome open(Arrived message, EncryptedMessage.Type type, byte[] bytes) {
    return switch (ratchets.decrypt(message.sender(), type, bytes)) {
      case Decryption.Decrypted decrypted -> content(decrypted.plaintext());
      case DecryptFailure failure -> closed(failure);
    };
  }

  private static Outcome content(byte[] padded) {
    try {
      return Fields.read(Padding.unpad(padded))
          .<Outcome>map(it -> new Opened(List.of(it)))
          .orElse(new Closed(INVALID_MESSAGE));
    } catch (ProtocolFault _) {
      return new Closed(INVALID_MESSAGE);
    }
  }

  private static Outcome closed(DecryptFailure failure) {
    return switch (failure) {
      case DecryptFailure.Duplicate _ -> new Opened(List.of());
      case DecryptFailure.NoRatchet _ -> new Closed(NO_RATCHET);
      case DecryptFailure.NoPreKey _ -> new Closed(INVALID_KEY_ID);
      case DecryptFailure.BadMac _ -> new Closed(BAD_MAC);
      case DecryptFailure.TooFarAhead _ -> new Closed(TOO_FAR_AHEAD);
      case DecryptFailure.Malformed _ -> new Closed(INVALID_MESSAGE);
    };
  }

  /** Only for the group in which it was said. */
  private void takeSenderKey(Arrived message, Fields content) {
    content
        .child(2)
        .filter(key -> key.text(1).filter(message.chat().toString()::equals).isPresent())
        .flatMap(key -> key.bytes(2))
        .ifPresent(key -> groups.accept(message.chat().toString(), message.sender(), key));
  }
}
