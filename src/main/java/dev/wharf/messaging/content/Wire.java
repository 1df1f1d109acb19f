package dev.wharf.messaging.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.MessageKey;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fields of a peer as values. What a peer may well leave out or get wrong is empty; only what a
 * content makes no sense without is a fault.
 */
final class Wire {

  private static final int JID = 128;
  private static final long END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
  private static final long MILLIS = 1_000;

  private Wire() {}

  static Message message(byte[] bytes) {
    if (bytes.length > ContentCodec.MAX_BYTES) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "message", "has " + bytes.length + " bytes");
    }
    return parse(Message.parser(), bytes, "message");
  }

  static <T> T parse(Parser<T> parser, byte[] bytes, String path) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      throw malformed(path, "is not protobuf");
    }
  }

  /** Without the one character that databases cannot keep. */
  static String text(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  static Optional<String> filled(String text) {
    return Optional.of(text(text)).filter(it -> !it.isEmpty());
  }

  static Optional<Opaque> opaque(ByteString bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(new Opaque(bytes.toByteArray()));
  }

  static Optional<Opaque> opaque(ByteString bytes, int length) {
    return bytes.size() == length ? opaque(bytes) : Optional.empty();
  }

  static ByteString bytes(Opaque bytes) {
    return ByteString.copyFrom(bytes.bytes());
  }

  /** Of a field for which nothing means unknown, and which cannot be as large as 2^31. */
  static OptionalInt number(int unsigned) {
    return unsigned > 0 ? OptionalInt.of(unsigned) : OptionalInt.empty();
  }

  static Optional<Instant> seconds(long at) {
    return at > 0 && at < END_OF_TIME ? Optional.of(Instant.ofEpochSecond(at)) : Optional.empty();
  }

  static Optional<Instant> millis(long at) {
    return at > 0 && at / MILLIS < END_OF_TIME
        ? Optional.of(Instant.ofEpochMilli(at))
        : Optional.empty();
  }

  static Optional<Jid> jid(String text) {
    if (text.isEmpty() || text.length() > JID || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return Optional.empty();
    }
    try {
      Jid jid = Jid.parse(text);
      return Optional.of(jid.server().equals("c.us") ? Jid.phone(jid.user(), jid.device()) : jid);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<MessageId> id(String text) {
    // Most messages quote none, and an exception for each is dear.
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new MessageId(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static MessageRef ref(MessageKey key, String path) {
    return new MessageRef(
        id(key.getId()).orElseThrow(() -> malformed(path + ".id", "is no message id")),
        jid(key.getRemoteJid()),
        key.getFromMe(),
        jid(key.getParticipant()));
  }

  static MessageKey key(MessageRef ref) {
    var key = MessageKey.newBuilder().setId(ref.id().value()).setFromMe(ref.fromMe());
    ref.chat().ifPresent(chat -> key.setRemoteJid(chat.toString()));
    boolean crowd = ref.chat().map(Wire::isCrowd).orElse(true);
    if (crowd && !ref.fromMe()) {
      ref.sender().ifPresent(sender -> key.setParticipant(sender.bare().toString()));
    }
    return key.build();
  }

  /** Whether a message in this chat needs its author to be found. */
  static boolean isCrowd(Jid chat) {
    return chat.server().equals(Jid.GROUP_SERVER) || chat.server().equals("broadcast");
  }

  static ProtocolFault malformed(String path, String message) {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, message);
  }
}
