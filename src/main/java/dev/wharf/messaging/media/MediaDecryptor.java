package dev.wharf.messaging.media;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Opens one sealed file, piece by piece, in memory that does not grow with it. Not for two threads
 * at once.
 *
 * <p>What {@link #update} gives may be forged: nobody may trust or keep it before {@link #finish}
 * has returned. Write it to a place from which it can be taken back.
 */
public final class MediaDecryptor {

  private final Cipher cipher;
  private final Mac mac;
  private final Expected expected;
  private final long maxSize;
  private final MessageDigest plainHash = MediaCrypto.sha256();
  private final MessageDigest fileHash = MediaCrypto.sha256();

  /** The last bytes so far: they are the MAC, unless more come. */
  private byte[] held = {};

  private long plainLength;
  private long sealedLength;

  /**
   * What the message says of the file.
   *
   * @param size of the plain file
   */
  public record Expected(
      Optional<Opaque> fileSha256, Optional<Opaque> fileEncSha256, OptionalLong size) {}

  /**
   * @param maxSize of the plain file in bytes, whatever the message says
   */
  public MediaDecryptor(MediaKeys keys, Expected expected, long maxSize) {
    this.cipher = MediaCrypto.cipher(Cipher.DECRYPT_MODE, keys);
    this.mac = MediaCrypto.mac(keys);
    this.expected = expected;
    this.maxSize = maxSize;
  }

  public byte[] update(byte[] sealed) {
    return update(sealed, 0, sealed.length);
  }

  /**
   * The next bytes of the plain file; perhaps none yet.
   *
   * @throws ProtocolFault {@code TOO_LARGE} if the file is larger than it may be
   */
  public byte[] update(byte[] sealed, int offset, int length) {
    fileHash.update(sealed, offset, length);
    sealedLength += length;
    if (sealedLength > MediaEncryptor.fileSize(maxSize)) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "media", "has more than " + maxSize + " bytes");
    }
    byte[] all = Arrays.copyOf(held, held.length + length);
    System.arraycopy(sealed, offset, all, held.length, length);
    int ready = Math.max(0, all.length - MediaCrypto.MAC);
    held = Arrays.copyOfRange(all, ready, all.length);
    mac.update(all, 0, ready);
    return count(MediaCrypto.update(cipher, all, 0, ready));
  }

  /**
   * The last bytes of the plain file, and with them the word that all of it is what was sent.
   *
   * @throws ProtocolFault {@code TRUNCATED} if it cannot be all of a file, {@code FORGED} if it is
   *     not what was sealed, with the path of what does not match: {@code media.fileEncSha256},
   *     {@code media.mac}, {@code media.fileSha256}, {@code media.size}
   */
  public byte[] finish() {
    long cipherLength = sealedLength - MediaCrypto.MAC;
    if (cipherLength < MediaCrypto.BLOCK || cipherLength % MediaCrypto.BLOCK != 0) {
      throw new ProtocolFault(ProtocolFault.Kind.TRUNCATED, "media", "is not whole");
    }
    require(matches(expected.fileEncSha256, fileHash.digest()), "media.fileEncSha256");
    byte[] computed = Arrays.copyOf(mac.doFinal(), MediaCrypto.MAC);
    require(MessageDigest.isEqual(computed, held), "media.mac");
    byte[] last = count(lastBlock());
    require(matches(expected.fileSha256, plainHash.digest()), "media.fileSha256");
    require(expected.size.isEmpty() || expected.size.getAsLong() == plainLength, "media.size");
    return last;
  }

  private byte[] lastBlock() {
    try {
      return cipher.doFinal();
    } catch (GeneralSecurityException _) {
      throw new ProtocolFault(ProtocolFault.Kind.FORGED, "media.padding", "is wrong");
    }
  }

  private byte[] count(byte[] plain) {
    plainHash.update(plain);
    plainLength += plain.length;
    return plain;
  }

  private static boolean matches(Optional<Opaque> expected, byte[] actual) {
    return expected.isEmpty() || MessageDigest.isEqual(expected.get().bytes(), actual);
  }

  private static void require(boolean matches, String path) {
    if (!matches) {
      throw new ProtocolFault(ProtocolFault.Kind.FORGED, path, "does not match");
    }
  }
}
