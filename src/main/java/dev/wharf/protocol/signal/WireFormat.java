package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.wharf.protocol.ProtocolFault;
import java.util.function.Function;
import java.util.function.Supplier;

/** Version byte, protobuf, trailer: the frame of every Signal message (messaging.md 15.1). */
final class WireFormat {

  /** Written in this version, and readable by nobody older. */
  static final byte VERSION = 0x33;

  private WireFormat() {}

  /** The message, or what the place of its fault is made into. */
  static <T> T read(Supplier<? extends T> parsing, Function<String, ? extends T> unreadable) {
    try {
      return parsing.get();
    } catch (ProtocolFault fault) {
      return unreadable.apply(fault.path());
    }
  }

  static <T> T parse(Parser<T> parser, byte[] bytes, int trailer, String path) {
    if (bytes.length <= 1 + trailer) {
      throw new ProtocolFault(ProtocolFault.Kind.TRUNCATED, path, "is shorter than its frame");
    }
    if (bytes[0] != VERSION) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path + ".version", "is not 3");
    }
    try {
      return parser.parseFrom(bytes, 1, bytes.length - 1 - trailer);
    } catch (InvalidProtocolBufferException e) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "is not protobuf");
    }
  }

  /** Version byte and protobuf, with room for a trailer. */
  static byte[] write(MessageLite message, int trailer) {
    byte[] body = message.toByteArray();
    byte[] bytes = new byte[1 + body.length + trailer];
    bytes[0] = VERSION;
    System.arraycopy(body, 0, bytes, 1, body.length);
    return bytes;
  }

  static void require(boolean present, String path) {
    if (!present) {
      throw new ProtocolFault(ProtocolFault.Kind.MISSING, path, "is missing");
    }
  }

  static byte[] ciphertext(ByteString bytes, String path) {
    if (bytes.isEmpty() || bytes.size() % CipherKey.BLOCK != 0) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "is not whole blocks");
    }
    return bytes.toByteArray();
  }

  static PublicKey publicKey(ByteString wire, String path) {
    return PublicKey.ofWire(wire.toByteArray(), path);
  }

  static ByteString wire(PublicKey key) {
    return ByteString.copyFrom(key.wire());
  }
}
