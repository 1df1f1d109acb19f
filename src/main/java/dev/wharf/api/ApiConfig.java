package dev.wharf.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Who may call, and what they may see without a key. */
@ConfigMapping(prefix = "wharf.api")
public interface ApiConfig {

  /** The API key. If it is set it is what counts; if not, one is generated at the first start. */
  Optional<String> key();

  /** Of a request. */
  @WithDefault("256K")
  MemorySize maxBody();

  /** Of a message to be sent, which may hold a file as base64. */
  @WithDefault("8M")
  MemorySize maxMessageBody();

  /** Of a file that is uploaded; not more than {@code quarkus.http.limits.max-body-size}. */
  @WithDefault("${quarkus.http.limits.max-body-size:100M}")
  MemorySize maxFileBody();

  /** Whether the API's description and its browser page are shown without a key. */
  @WithDefault("true")
  boolean docsPublic();
}
