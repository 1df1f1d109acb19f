package dev.wharf.protocol.signal;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;

/**
 * An X25519 public key that can be compared: an identity, a base key, a ratchet key or a signing
 * key.
 */
public record PublicKey(byte[] bytes) {

  /** With {@link SignedPreKey#KEY_TYPE} before it, as in messages and MACs. */
  public static final int WIRE_LENGTH = Curve25519.KEY_LENGTH + 1;

  public PublicKey {
    if (bytes.length != Curve25519.KEY_LENGTH) {
      throw new ProtocolFault(ProtocolFault.Kind.WEAK_KEY, "key.public", "has not 32 bytes");
    }
  }

  public static PublicKey of(KeyPair pair) {
    return new PublicKey(pair.publicKey());
  }

  /**
   * @param path for the fault, if these are not 33 bytes with the type of X25519 first
   */
  static PublicKey ofWire(byte[] wire, String path) {
    if (wire.length != WIRE_LENGTH || wire[0] != SignedPreKey.KEY_TYPE) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "is not an X25519 key");
    }
    return new PublicKey(Arrays.copyOfRange(wire, 1, WIRE_LENGTH));
  }

  /** 33 bytes. */
  public byte[] wire() {
    byte[] wire = new byte[WIRE_LENGTH];
    wire[0] = SignedPreKey.KEY_TYPE;
    System.arraycopy(bytes, 0, wire, 1, bytes.length);
    return wire;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PublicKey";
  }
}
