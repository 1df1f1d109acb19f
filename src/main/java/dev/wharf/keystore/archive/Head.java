package dev.wharf.keystore.archive;

import dev.wharf.keystore.MasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/**
 * What stands in the clear before the chunks: magic (8 bytes), format (1), id of the master key
 * (8), salt (32). All of it goes into the key, so that a changed head opens nothing.
 */
record Head(String masterKeyId, byte[] salt) {

  private static final byte[] MAGIC = "WHARFBAK".getBytes(StandardCharsets.US_ASCII);
  private static final byte FORMAT = 1;
  private static final int ID_LENGTH = 8;
  private static final int SALT_LENGTH = 32;
  private static final int LENGTH = MAGIC.length + 1 + ID_LENGTH + SALT_LENGTH;
  private static final byte[] INFO = "wharf archive".getBytes(StandardCharsets.US_ASCII);

  static Head fresh(MasterKey key, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return new Head(key.id(), salt);
  }

  static Head read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LENGTH);
    if (bytes.length < MAGIC.length
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ArchiveFault("The file is not an archive of wharf backup.");
    }
    if (bytes.length < LENGTH) {
      throw ArchiveFault.damaged();
    }
    if (bytes[MAGIC.length] != FORMAT) {
      throw new ArchiveFault(
          "The archive is in format %d, and this Wharf reads format %d: use the Wharf that wrote it."
              .formatted(bytes[MAGIC.length], FORMAT));
    }
    int id = MAGIC.length + 1;
    return new Head(
        HexFormat.of().formatHex(bytes, id, id + ID_LENGTH),
        Arrays.copyOfRange(bytes, id + ID_LENGTH, LENGTH));
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .put(MAGIC)
        .put(FORMAT)
        .put(HexFormat.of().parseHex(masterKeyId))
        .put(salt)
        .array();
  }

  /** The key that seals this one archive and nothing else. */
  SecretKey key(MasterKey masterKey) {
    byte[] head = bytes();
    byte[] info = Arrays.copyOf(INFO, INFO.length + head.length);
    System.arraycopy(head, 0, info, INFO.length, head.length);
    return masterKey.derive(salt, info);
  }
}
