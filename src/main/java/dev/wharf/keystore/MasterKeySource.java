package dev.wharf.keystore;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the master key from the configuration, once, at the start. */
class MasterKeySource {

  private final Optional<String> text;
  private final Optional<String> file;

  MasterKeySource(
      @ConfigProperty(name = "wharf.master-key") Optional<String> text,
      @ConfigProperty(name = "wharf.master-key-file") Optional<String> file) {
    this.text = text;
    this.file = file;
  }

  @Produces
  @Singleton
  MasterKey masterKey() {
    if (text.isPresent()) {
      return MasterKey.parse(text.get(), "WHARF_MASTER_KEY");
    }
    return file.map(MasterKeySource::read)
        .orElseThrow(
            () ->
                new KeystoreFault(
                    KeystoreFault.Kind.INCOMPLETE,
                    "There is no master key, so credentials cannot be stored. "
                        + MasterKey.HOW_TO_MAKE_ONE));
  }

  private static MasterKey read(String path) {
    try {
      return MasterKey.parse(Files.readString(Path.of(path)), "the file " + path);
    } catch (IOException e) {
      throw new KeystoreFault(
          KeystoreFault.Kind.INCOMPLETE,
          "The master key file "
              + path
              + " cannot be read: put the file back, or correct WHARF_MASTER_KEY_FILE.");
    }
  }
}
