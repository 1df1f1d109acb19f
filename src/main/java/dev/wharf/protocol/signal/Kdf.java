package dev.wharf.protocol.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Arrays.copyOfRange;

import dev.wharf.protocol.Hkdf;

/** The derivations of the Signal protocol, each with its label (messaging.md 15.1). */
final class Kdf {

  private static final byte[] AGREEMENT = "WhisperText".getBytes(US_ASCII);
  private static final byte[] RATCHET = "WhisperRatchet".getBytes(US_ASCII);
  private static final byte[] MESSAGE = "WhisperMessageKeys".getBytes(US_ASCII);
  private static final byte[] GROUP = "WhisperGroup".getBytes(US_ASCII);
  private static final byte[] NO_SALT = {};

  private Kdf() {}

  record Pair(Secret root, Secret chain) {}

  record MessageKeys(CipherKey cipher, Secret mac) {}

  static Pair agreement(byte[] secrets) {
    return pair(Hkdf.sha256(secrets, NO_SALT, AGREEMENT, 64));
  }

  static Pair step(Secret root, byte[] agreed) {
    return pair(Hkdf.sha256(agreed, root.bytes(), RATCHET, 64));
  }

  static MessageKeys message(Secret seed) {
    byte[] keys = Hkdf.sha256(seed.bytes(), NO_SALT, MESSAGE, 80);
    return new MessageKeys(
        new CipherKey(copyOfRange(keys, 0, 32), copyOfRange(keys, 64, 80)),
        new Secret(copyOfRange(keys, 32, 64)));
  }

  static CipherKey group(Secret seed) {
    byte[] keys = Hkdf.sha256(seed.bytes(), NO_SALT, GROUP, 48);
    return new CipherKey(copyOfRange(keys, 16, 48), copyOfRange(keys, 0, 16));
  }

  private static Pair pair(byte[] keys) {
    return new Pair(new Secret(copyOfRange(keys, 0, 32)), new Secret(copyOfRange(keys, 32, 64)));
  }
}
