package dev.wharf.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fast messages follow each other. */
@ConfigMapping(prefix = "wharf.limits")
public interface LimitsConfig {

  /** The shortest pause between two messages of one account. */
  @WithDefault("PT0.8S")
  Duration pauseMin();

  /** The longest pause between two messages of one account; PT0S switches the pauses off. */
  @WithDefault("PT2.5S")
  Duration pauseMax();
}
