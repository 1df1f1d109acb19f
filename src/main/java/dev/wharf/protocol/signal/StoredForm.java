package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;

/** What the stored forms have in common. Whatever is not one leads to a {@link ProtocolFault}. */
final class StoredForm {

  /** Goes up when an older Wharf could not read what this one writes. */
  static final int VERSION = 1;

  private StoredForm() {}

  static <T> T parse(Parser<T> parser, byte[] bytes, String path) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw malformed(path, "is not protobuf");
    }
  }

  static void requireVersion(int version, String path) {
    if (version != VERSION) {
      throw malformed(path, "is " + version + ", not " + VERSION);
    }
  }

  static void requireAtMost(long limit, long count, String path) {
    if (count > limit) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, path, "is over " + limit);
    }
  }

  static ByteString bytes(Secret secret) {
    return ByteString.copyFrom(secret.bytes());
  }

  static ByteString bytes(PublicKey key) {
    return ByteString.copyFrom(key.bytes());
  }

  static PublicKey publicKey(ByteString bytes, String path) {
    requireLength(bytes, Curve25519.KEY_LENGTH, path);
    return new PublicKey(bytes.toByteArray());
  }

  static Secret secret(ByteString bytes, String path) {
    requireLength(bytes, Secret.LENGTH, path);
    return new Secret(bytes.toByteArray());
  }

  static ChainKey chainKey(ByteString key, long counter, String path) {
    if (counter < 0 || counter > ChainKey.MAX_COUNTER + 1) {
      throw malformed(path, "counts what cannot be");
    }
    return new ChainKey(secret(key, path), counter);
  }

  static int kept(int kept, String path) {
    if (kept < 0 || kept > ReceivingChain.MAX_KEPT) {
      throw malformed(path, "is over " + ReceivingChain.MAX_KEPT);
    }
    return kept;
  }

  private static void requireLength(ByteString bytes, int length, String path) {
    if (bytes.size() != length) {
      throw malformed(path, "has not " + length + " bytes");
    }
  }

  private static ProtocolFault malformed(String path, String what) {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, what);
  }
}
