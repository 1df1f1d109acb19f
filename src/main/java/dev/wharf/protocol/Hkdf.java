package dev.wharf.protocol;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {

  private Hkdf() {}

  /**
   * @param salt may be empty, which counts as 32 zero bytes
   * @param length of the output in bytes
   */
  public static byte[] sha256(byte[] inputKey, byte[] salt, byte[] info, int length) {
    try {
      var extract = HKDFParameterSpec.ofExtract().addIKM(inputKey);
      if (salt.length > 0) {
        extract.addSalt(salt);
      }
      return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }
}
