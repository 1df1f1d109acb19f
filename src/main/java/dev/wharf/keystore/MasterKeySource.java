package dev.wharf.keystore;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jboss.logging.Logger;

/** Where the master key is from. Read once, when the process starts. */
class MasterKeySource {

  private static final Logger LOG = Logger.getLogger(MasterKeySource.class);

  private final KeystoreConfig config;
  private final SecureRandom random;

  MasterKeySource(KeystoreConfig config, SecureRandom random) {
    this.config = config;
    this.random = random;
  }

  /**
   * @throws KeystoreFault {@code NO_MASTER_KEY}, in one sentence that says what to do
   */
  @Produces
  @Singleton
  MasterKey read() {
    if (config.masterKey().isPresent() && config.masterKeyFile().isPresent()) {
      throw none("Set either wharf.master-key or wharf.master-key-file, not both.");
    }
    if (config.masterKey().isPresent()) {
      return MasterKey.parse(config.masterKey().get(), "wharf.master-key");
    }
    if (config.masterKeyFile().isPresent()) {
      return fromFile(config.masterKeyFile().get());
    }
    if (config.masterKeyGenerate()) {
      return generated(config.dataDir().resolve("master.key"));
    }
    throw none(
        "No master key is configured to encrypt credentials with: set wharf.master-key, or"
            + " wharf.master-key-file to a file with one; "
            + MasterKey.HOW_TO_MAKE);
  }

  private static MasterKey fromFile(Path file) {
    try {
      return MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII), "The file " + file);
    } catch (IOException e) {
      throw none(
          "The master key file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private MasterKey generated(Path file) {
    if (!Files.exists(file)) {
      byte[] key = new byte[Seal.KEY_LENGTH];
      random.nextBytes(key);
      try {
        Files.createDirectories(file.toAbsolutePath().getParent());
        write(file, Base64.getEncoder().encodeToString(key) + "\n");
        LOG.infof("master key made path=%s (back it up with the database)", file.toAbsolutePath());
      } catch (FileAlreadyExistsException e) {
        LOG.debugf("master key was made by another process path=%s", file);
      } catch (IOException e) {
        throw new UncheckedIOException("the master key could not be written to " + file, e);
      }
    }
    return fromFile(file);
  }

  /** For the owner's eyes only, from the first moment on; never over an existing file. */
  private static void write(Path file, String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var out = Channels.newOutputStream(Files.newByteChannel(file, options, ownerOnly))) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static KeystoreFault none(String message) {
    return new KeystoreFault(KeystoreFault.Kind.NO_MASTER_KEY, message);
  }
}
