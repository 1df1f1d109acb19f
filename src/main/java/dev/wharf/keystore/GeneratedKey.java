package dev.wharf.keystore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The master key that Wharf made for itself, in its data folder. While it is being changed, the new
 * one lies beside it: whenever the process is killed, one of the two is the database's, and {@link
 * #settle} finds out which.
 */
public record GeneratedKey(Path dataDir) {

  private static final Logger LOG = Logger.getLogger(GeneratedKey.class);

  /** The key in use. */
  public Path file() {
    return dataDir.resolve("master.key");
  }

  /** The key to come, until the database has taken it. */
  public Path next() {
    return dataDir.resolve("master.key.next");
  }

  /** Where the former key stays, for backups that were made under it. */
  public Path former(MasterKey key) {
    return dataDir.resolve("master.key." + key.id());
  }

  /** Whether a change of the key was begun and not ended. */
  public boolean isChanging() {
    return Files.exists(next());
  }

  /** Makes a key where there is none. */
  public void make(SecureRandom random) throws IOException {
    byte[] key = new byte[Seal.KEY_LENGTH];
    random.nextBytes(key);
    write(file(), Base64.getEncoder().encodeToString(key) + "\n");
    LOG.infof("master key made path=%s (back it up with the database)", file().toAbsolutePath());
  }

  /** Stores the key to come. Before the database hears of it. */
  public void prepare(String base64) throws IOException {
    Files.deleteIfExists(next());
    write(next(), base64.strip() + "\n");
  }

  /** The database has taken the new key. */
  public void replace(MasterKey former) throws IOException {
    if (!Files.exists(former(former))) {
      write(former(former), Files.readString(file(), StandardCharsets.US_ASCII));
    }
    Files.move(next(), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(dataDir);
  }

  /**
   * Ends a change that was interrupted, on the side that the database is on. Leaves both files as
   * they are if neither is the database's.
   *
   * @throws KeystoreFault {@code STORE_BUSY} if the change still goes on
   */
  public void settle(Connection connection) throws IOException, SQLException {
    if (!isChanging()) {
      return;
    }
    if (!StoreLock.tryShared(connection)) {
      throw KeystoreFault.storeBusy();
    }
    String wanted = MasterKeyRow.read(connection).orElse("");
    MasterKey former = MasterKeySource.fromFile(file());
    if (MasterKeySource.fromFile(next()).id().equals(wanted)) {
      replace(former);
      LOG.infof("master key change completed path=%s", file().toAbsolutePath());
    } else if (former.id().equals(wanted)) {
      Files.delete(next());
      LOG.infof("master key change undone path=%s", file().toAbsolutePath());
    }
    StoreLock.dropShared(connection);
  }

  /** For the owner's eyes only, from the first moment on; never over an existing file. */
  static void write(Path file, String text) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = FileChannel.open(file, options, ownerOnly)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      out.force(true);
    }
    force(folder);
  }

  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder.toAbsolutePath(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
