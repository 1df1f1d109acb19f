package dev.wharf.messaging.media;

import dev.wharf.protocol.Opaque;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Seals one file, piece by piece, in memory that does not grow with it. Not for two threads at
 * once.
 *
 * <p>Where it is uploaded to is named by the hash of all of it, so it must be sealed to its end,
 * into a file, before the upload starts.
 */
public final class MediaEncryptor {

  private final Cipher cipher;
  private final Mac mac;
  private final MessageDigest plainHash = MediaCrypto.sha256();
  private final MessageDigest fileHash = MediaCrypto.sha256();
  private long plainLength;
  private long fileLength;

  /**
   * @param tail the last bytes of the sealed file
   * @param size of the plain file
   * @param fileSize of the sealed file
   */
  public record Sealed(
      byte[] tail, Opaque fileSha256, Opaque fileEncSha256, long size, long fileSize) {}

  /**
   * @param keys never used for another file
   */
  public MediaEncryptor(MediaKeys keys) {
    this.cipher = MediaCrypto.cipher(Cipher.ENCRYPT_MODE, keys);
    this.mac = MediaCrypto.mac(keys);
  }

  /** The length of a sealed file whose plain length is known. */
  public static long fileSize(long size) {
    return (size / MediaCrypto.BLOCK + 1) * MediaCrypto.BLOCK + MediaCrypto.MAC;
  }

  public byte[] update(byte[] plain) {
    return update(plain, 0, plain.length);
  }

  /** The next bytes of the sealed file; perhaps none yet. */
  public byte[] update(byte[] plain, int offset, int length) {
    plainHash.update(plain, offset, length);
    plainLength += length;
    byte[] sealed = MediaCrypto.update(cipher, plain, offset, length);
    mac.update(sealed);
    fileHash.update(sealed);
    fileLength += sealed.length;
    return sealed;
  }

  /** The end. The encryptor is of no use afterwards. */
  public Sealed finish() {
    byte[] last = lastBlock();
    mac.update(last);
    byte[] tail = Arrays.copyOf(last, last.length + MediaCrypto.MAC);
    System.arraycopy(mac.doFinal(), 0, tail, last.length, MediaCrypto.MAC);
    fileHash.update(tail);
    return new Sealed(
        tail,
        new Opaque(plainHash.digest()),
        new Opaque(fileHash.digest()),
        plainLength,
        fileLength + tail.length);
  }

  private byte[] lastBlock() {
    try {
      return cipher.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any plaintext will do", e);
    }
  }
}
