package dev.wharf.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the directory is held in memory. */
@ConfigMapping(prefix = "wharf.directory")
interface DirectoryConfig {

  /**
   * People of all accounts together whose mapping, names and devices are kept at hand; some 500
   * bytes each. Of groups, four times as many members.
   */
  @WithDefault("50000")
  int cachedPeople();
}
