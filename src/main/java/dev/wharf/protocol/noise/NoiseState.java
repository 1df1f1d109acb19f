package dev.wharf.protocol.noise;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.frame.Intro;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The symmetric state of a Noise handshake: transcript hash, chaining key, cipher key and its
 * counter (connection.md 2.1). Immutable, so that a step that fails has changed nothing and the
 * types of the steps can be used as values.
 */
record NoiseState(byte[] hash, byte[] chain, byte[] key, int count) {

  static final String XX = "Noise_XX_25519_AESGCM_SHA256";
  static final String IK = "Noise_IK_25519_AESGCM_SHA256";
  static final String XX_FALLBACK = "Noise_XXfallback_25519_AESGCM_SHA256";

  private static final int LENGTH = 32;
  private static final byte[] EMPTY = {};

  /** Bytes, and the state after they were made. */
  record Step(byte[] bytes, NoiseState next) {}

  /** The transport ciphers that a finished handshake leads to. */
  record Ciphers(TransportCipher toServer, TransportCipher toClient) {}

  /** A pattern's first state, the prologue hashed in. */
  static NoiseState start(String pattern) {
    byte[] name = pattern.getBytes(StandardCharsets.US_ASCII);
    byte[] first = name.length <= LENGTH ? Arrays.copyOf(name, LENGTH) : sha256(name, EMPTY);
    return new NoiseState(first, first, first, 0).mixHash(Intro.PROLOGUE);
  }

  NoiseState mixHash(byte[] data) {
    return new NoiseState(sha256(hash, data), chain, key, count);
  }

  /**
   * Mixes in the secret that two keys share.
   *
   * @param path names the public key, for the fault
   * @throws ProtocolFault {@code WEAK_KEY} if the public key leads to an all-zero secret
   */
  NoiseState mixSecret(KeyPair ours, byte[] theirs, String path) {
    byte[] secret;
    try {
      secret = Curve25519.agree(ours.privateKey(), theirs);
    } catch (ProtocolFault fault) {
      throw new ProtocolFault(fault.kind(), path, "is no usable public key");
    }
    byte[] both = Hkdf.sha256(secret, chain, EMPTY, 2 * LENGTH);
    return new NoiseState(
        hash, Arrays.copyOf(both, LENGTH), Arrays.copyOfRange(both, LENGTH, 2 * LENGTH), 0);
  }

  Step encrypt(byte[] plain, String path) {
    byte[] sealed = new AeadKey(key, count).encrypt(plain, hash, path);
    return new Step(sealed, afterUse(sealed));
  }

  /**
   * @throws ProtocolFault {@code FORGED} if the bytes were not sealed in this very state
   */
  Step decrypt(byte[] sealed, String path) {
    byte[] plain = new AeadKey(key, count).decrypt(sealed, hash, path);
    return new Step(plain, afterUse(sealed));
  }

  Ciphers split() {
    byte[] both = Hkdf.sha256(EMPTY, chain, EMPTY, 2 * LENGTH);
    return new Ciphers(
        new TransportCipher(Arrays.copyOf(both, LENGTH)),
        new TransportCipher(Arrays.copyOfRange(both, LENGTH, 2 * LENGTH)));
  }

  /** Never prints a key. */
  @Override
  public String toString() {
    return "NoiseState[private]";
  }

  private NoiseState afterUse(byte[] sealed) {
    return new NoiseState(sha256(hash, sealed), chain, key, count + 1);
  }

  private static byte[] sha256(byte[] first, byte[] second) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      return digest.digest(second);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
