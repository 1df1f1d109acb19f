package dev.wharf;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Which database is used. The entry reads these before there are beans; declared here, they are
 * checked like all others.
 */
@Unremovable
@ConfigMapping(prefix = "wharf")
interface DatabaseConfig {

  /**
   * {@code postgresql://user:password@host:port/database}; without it and without the data source
   * settings of Quarkus, an embedded PostgreSQL is started.
   */
  Optional<String> databaseUrl();

  /** How long a configured database that does not answer yet is waited for. */
  @WithDefault("30s")
  Duration databaseWait();

  /** The folder of the embedded database that this process runs; set by the entry alone. */
  Optional<String> embeddedDatabase();
}
