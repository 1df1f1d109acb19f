package dev.wharf.keystore;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the master key comes from, and how long archived credentials are kept. */
@ConfigMapping(prefix = "wharf")
public interface KeystoreConfig {

  /** The master key: 32 bytes, base64. */
  Optional<String> masterKey();

  /** A file that holds the master key as base64 and nothing else. */
  Optional<Path> masterKeyFile();

  /** Whether a master key is made, once, in the data folder if none is configured. */
  @WithDefault("false")
  boolean masterKeyGenerate();

  /** Folder of what Wharf keeps on disk. */
  @WithDefault(".wharf")
  Path dataDir();

  Archive credentialArchive();

  /** Credentials that are no longer used, kept in case dropping them was a mistake. */
  interface Archive {

    @WithDefault("7d")
    Duration keep();

    /** When what is older goes; {@code off} keeps everything. */
    @WithDefault("0 41 3 * * ?")
    String cron();
  }
}
