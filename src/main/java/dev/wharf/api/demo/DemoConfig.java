package dev.wharf.api.demo;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Set by the demo alone. */
@ConfigMapping(prefix = "wharf.demo")
public interface DemoConfig {

  /** Where the virtual phone listens; its presence makes this a demo. */
  Optional<String> phoneUrl();
}
