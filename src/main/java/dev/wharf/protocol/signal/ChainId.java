package dev.wharf.protocol.signal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which receiving chain of one peer device, or of one sender in one group. 32 bytes for a ratchet
 * (the peer's ratchet key), 4 for a sender key (its id); neither is secret.
 */
public record ChainId(byte[] bytes) {

  static ChainId ofRatchet(PublicKey ratchetKey) {
    return new ChainId(ratchetKey.bytes());
  }

  static ChainId ofSenderKey(int id) {
    return new ChainId(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChainId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ChainId";
  }
}
