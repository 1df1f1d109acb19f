package dev.wharf.keystore;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where the master key is from. Read once, when the process starts. */
public class MasterKeySource {

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
    boolean generate = config.masterKey().isEmpty() && config.masterKeyFile().isEmpty();
    return generate && config.masterKeyGenerate()
        ? generated(new GeneratedKey(config.dataDir()))
        : configured(config.masterKey(), config.masterKeyFile());
  }

  /**
   * The one of the two that is set.
   *
   * @throws KeystoreFault {@code NO_MASTER_KEY}, in one sentence that says what to do
   */
  public static MasterKey configured(Optional<String> key, Optional<Path> file) {
    if (key.isPresent() && file.isPresent()) {
      throw none("Set either wharf.master-key or wharf.master-key-file, not both.");
    }
    return key.map(text -> MasterKey.parse(text, "wharf.master-key"))
        .or(() -> file.map(MasterKeySource::fromFile))
        .orElseThrow(
            () ->
                none(
                    "No master key is configured to encrypt credentials with: set"
                        + " wharf.master-key, or wharf.master-key-file to a file with one; "
                        + MasterKey.HOW_TO_MAKE));
  }

  /**
   * @throws KeystoreFault {@code NO_MASTER_KEY}
   */
  public static MasterKey fromFile(Path file) {
    try {
      return MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII), "The file " + file);
    } catch (IOException e) {
      throw none(
          "The master key file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private MasterKey generated(GeneratedKey own) {
    if (!Files.exists(own.file())) {
      try {
        own.make(random);
      } catch (FileAlreadyExistsException e) {
        LOG.debugf("master key was made by another process path=%s", own.file());
      } catch (IOException e) {
        throw new UncheckedIOException("the master key could not be written to " + own.file(), e);
      }
    }
    return fromFile(own.file());
  }

  private static KeystoreFault none(String message) {
    return new KeystoreFault(KeystoreFault.Kind.NO_MASTER_KEY, message);
  }
}
