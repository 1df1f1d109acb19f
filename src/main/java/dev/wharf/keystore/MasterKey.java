package dev.wharf.keystore;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The key that wraps the data keys, and its id, which may be seen. Never printed.
 *
 * @param id a fingerprint from which the key cannot be found
 */
record MasterKey(SecretKey key, String id) {

  private static final byte[] FINGERPRINT = "wharf master key id".getBytes();
  private static final int ID_LENGTH = 8;

  static final String HOW_TO_MAKE_ONE =
      "Make one with «openssl rand -base64 32» and set WHARF_MASTER_KEY to it, or put it into a"
          + " file and set WHARF_MASTER_KEY_FILE to its path; keep a copy, for without it the"
          + " stored accounts have to be paired again.";

  static MasterKey of(byte[] bytes) {
    SecretKey key = Seal.key(bytes);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] digest = mac.doFinal(FINGERPRINT);
      return new MasterKey(key, HexFormat.of().formatHex(Arrays.copyOf(digest, ID_LENGTH)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  /**
   * @param origin the name of the setting or file it comes from, for the message
   * @throws KeystoreFault {@code INCOMPLETE} if it is not 32 bytes in base64
   */
  static MasterKey parse(String text, String origin) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == Seal.KEY_LENGTH) {
        return of(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below, without the text: it may be most of a key.
    }
    throw new KeystoreFault(
        KeystoreFault.Kind.INCOMPLETE,
        "The master key in " + origin + " is not 32 bytes in base64. " + HOW_TO_MAKE_ONE);
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
