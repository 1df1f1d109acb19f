package dev.wharf.protocol.appstate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.wharf.protocol.ProtocolFault;

final class Parsed {

  private static final int MAX_BYTES = 64 << 20;

  private Parsed() {}

  static <T> T of(Parser<T> parser, byte[] bytes, String path) {
    if (bytes.length > MAX_BYTES) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, path, "has " + bytes.length + " bytes");
    }
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "is not protobuf");
    }
  }
}
