package dev.wharf.sandbox.relay;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a ciphertext shows of its ratchet: which key or chain, and the counter in it (messaging.md
 * 15.1).
 */
record CiphertextHeader(String chain, int counter) {

  private static final int MAC = 8;
  private static final int SIGNATURE = 64;
  private static final int RATCHET_KEY = 33;

  /** Empty if that is no ciphertext of that type. */
  static Optional<CiphertextHeader> read(String type, byte[] ciphertext) {
    try {
      return switch (type) {
        case "msg" -> message(ciphertext);
        case "pkmsg" -> preKeyMessage(ciphertext);
        case "skmsg" -> senderKeyMessage(ciphertext);
        default -> Optional.empty();
      };
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<CiphertextHeader> message(byte[] ciphertext) throws IOException {
    Fields fields = Fields.read(ciphertext, MAC);
    return fields.first.length == RATCHET_KEY
        ? Optional.of(new CiphertextHeader(HexFormat.of().formatHex(fields.first), fields.second))
        : Optional.empty();
  }

  private static Optional<CiphertextHeader> preKeyMessage(byte[] ciphertext) throws IOException {
    return message(Fields.read(ciphertext, 0).fourth);
  }

  private static Optional<CiphertextHeader> senderKeyMessage(byte[] ciphertext) throws IOException {
    Fields fields = Fields.read(ciphertext, SIGNATURE);
    return fields.firstNumber >= 0
        ? Optional.of(new CiphertextHeader("key " + fields.firstNumber, fields.second))
        : Optional.empty();
  }

  /** The fields that matter, after the version byte and before the trailer. */
  private static final class Fields {
    byte[] first = {};
    long firstNumber = -1;
    int second;
    byte[] fourth = {};

    static Fields read(byte[] bytes, int trailer) throws IOException {
      var fields = new Fields();
      if (bytes.length <= trailer + 1 || bytes[0] >>> 4 != 3) {
        return fields;
      }
      var input =
          CodedInputStream.newInstance(Arrays.copyOfRange(bytes, 1, bytes.length - trailer));
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        fields.take(tag, input);
      }
      return fields;
    }

    private void take(int tag, CodedInputStream input) throws IOException {
      boolean number = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
      boolean bytes = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      int field = WireFormat.getTagFieldNumber(tag);
      if (field == 1 && bytes) {
        first = input.readByteArray();
      } else if (field == 1 && number) {
        firstNumber = Integer.toUnsignedLong(input.readUInt32());
      } else if (field == 2 && number) {
        second = input.readUInt32();
      } else if (field == 4 && bytes) {
        fourth = input.readByteArray();
      } else {
        input.skipField(tag);
      }
    }
  }
}
