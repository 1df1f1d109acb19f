package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/** The key that wraps every account's data key. Never stored in the database, never printed. */
public final class MasterKey {

  static final String HOW_TO_MAKE = "make one with: openssl rand -base64 32";

  private static final byte[] FINGERPRINT_INFO =
      "wharf master key id".getBytes(StandardCharsets.US_ASCII);
  private static final int FINGERPRINT_LENGTH = 8;

  /** A data key as it is stored, and which master key it needs. */
  record Wrapped(byte[] box, String masterKeyId) {}

  private final SecretKey key;
  private final String id;

  private MasterKey(byte[] bytes) {
    key = Seal.key(bytes);
    id = fingerprint(bytes);
  }

  static MasterKey of(byte[] bytes) {
    return new MasterKey(bytes.clone());
  }

  /**
   * @param origin where the text is from, for the message
   * @throws KeystoreFault {@code NO_MASTER_KEY} if the text is not 32 bytes in base64
   */
  public static MasterKey parse(String base64, String origin) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    if (bytes.length != Seal.KEY_LENGTH) {
      throw new KeystoreFault(
          KeystoreFault.Kind.NO_MASTER_KEY,
          origin + " does not hold a master key, which is 32 bytes in base64: " + HOW_TO_MAKE);
    }
    return new MasterKey(bytes);
  }

  /** Tells master keys apart without telling anything about them: 16 hex digits. */
  public String id() {
    return id;
  }

  /** A key of its own for something else, from which nobody can tell this one. */
  public SecretKey derive(byte[] salt, byte[] info) {
    return Seal.key(Hkdf.sha256(key.getEncoded(), salt, info, Seal.KEY_LENGTH));
  }

  Wrapped wrap(AccountId account, SecretKey dataKey, SecureRandom random) {
    return new Wrapped(Seal.close(key, Purpose.dataKey(account), dataKey.getEncoded(), random), id);
  }

  /**
   * @throws KeystoreFault {@code WRONG_MASTER_KEY} or {@code CORRUPT}
   */
  SecretKey unwrap(AccountId account, Wrapped wrapped) {
    if (!wrapped.masterKeyId().equals(id)) {
      throw KeystoreFault.wrongMasterKey();
    }
    byte[] bytes = Seal.open(key, Purpose.dataKey(account), wrapped.box());
    if (bytes.length != Seal.KEY_LENGTH) {
      throw KeystoreFault.corrupt("data-key");
    }
    return Seal.key(bytes);
  }

  private static String fingerprint(byte[] bytes) {
    return HexFormat.of()
        .formatHex(Hkdf.sha256(bytes, new byte[0], FINGERPRINT_INFO, FINGERPRINT_LENGTH));
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
