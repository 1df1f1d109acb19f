package dev.wharf.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far accounts may go. */
@ConfigMapping(prefix = "wharf.limits")
public interface LimitsConfig {

  /**
   * Whether limits hold. They can only be lifted against a sandbox: Wharf refuses to start with
   * false and WhatsApp's own trust anchor.
   */
  @WithDefault("true")
  boolean enforced();

  /** The shortest pause between two messages of one account. */
  @WithDefault("PT0.8S")
  Duration pauseMin();

  /** The longest pause between two messages of one account; PT0S switches the pauses off. */
  @WithDefault("PT2.5S")
  Duration pauseMax();
}
