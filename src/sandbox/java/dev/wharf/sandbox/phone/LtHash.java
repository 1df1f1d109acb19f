package dev.wharf.sandbox.phone;

import dev.wharf.protocol.Hkdf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The sum over all values of a collection, lane by lane (messaging.md 10.5). */
final class LtHash {

  private static final int LENGTH = 128;
  private static final byte[] INFO = "WhatsApp Patch Integrity".getBytes(StandardCharsets.US_ASCII);

  private final byte[] sum = new byte[LENGTH];

  void add(byte[] valueMac) {
    apply(valueMac, 1);
  }

  void subtract(Optional<byte[]> valueMac) {
    valueMac.ifPresent(it -> apply(it, -1));
  }

  byte[] bytes() {
    return sum.clone();
  }

  private void apply(byte[] valueMac, int sign) {
    ByteBuffer lanes = ByteBuffer.wrap(sum).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer more =
        ByteBuffer.wrap(Hkdf.sha256(valueMac, new byte[0], INFO, LENGTH))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < LENGTH; at += Short.BYTES) {
      lanes.putShort(at, (short) (lanes.getShort(at) + sign * more.getShort(at)));
    }
  }
}
