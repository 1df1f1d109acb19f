package dev.wharf.protocol.signal;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The pre-key that the identity key signs (connection.md 3.1, 9.1). Ids as for {@link PreKey}. */
public record SignedPreKey(int id, KeyPair keyPair, byte[] signature) {

  /** What stands before a public key where its kind must be told: X25519. */
  public static final byte KEY_TYPE = 0x05;

  public SignedPreKey {
    PreKey.requireId(id);
    if (signature.length != Curve25519.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException("a signature has 64 bytes");
    }
  }

  public static SignedPreKey create(int id, KeyPair identity, RandomGenerator random) {
    KeyPair keyPair = KeyPair.generate(random);
    byte[] nonce = new byte[Curve25519.SIGNATURE_LENGTH];
    random.nextBytes(nonce);
    byte[] signature =
        Curve25519.sign(identity.privateKey(), signedBytes(keyPair.publicKey()), nonce);
    return new SignedPreKey(id, keyPair, signature);
  }

  /** Whether this signature is that identity's. */
  public boolean isSignedBy(byte[] identityPublicKey) {
    return Curve25519.verify(identityPublicKey, signedBytes(keyPair.publicKey()), signature);
  }

  /** The id as it goes over the wire: 3 bytes, big-endian. */
  public byte[] idBytes() {
    return PreKey.idBytes(id);
  }

  private static byte[] signedBytes(byte[] publicKey) {
    byte[] signed = new byte[publicKey.length + 1];
    signed[0] = KEY_TYPE;
    System.arraycopy(publicKey, 0, signed, 1, publicKey.length);
    return signed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedPreKey that
        && id == that.id
        && keyPair.equals(that.keyPair)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return 31 * id + keyPair.hashCode();
  }

  @Override
  public String toString() {
    return "SignedPreKey[" + id + "]";
  }
}
