package dev.wharf.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may call, and what they may see without a key. */
@ConfigMapping(prefix = "wharf.api")
public interface ApiConfig {

  /** The API key. If it is set it is what counts; if not, one is generated at the first start. */
  Optional<String> key();

  /** Whether the API's description and its browser page are shown without a key. */
  @WithDefault("true")
  boolean docsPublic();
}
