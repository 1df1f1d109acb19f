package dev.wharf.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long messages wait, and how long they are kept. */
@ConfigMapping(prefix = "wharf.messages")
public interface MessagesConfig {

  /** After which a message that could not be sent is given up, unless it says otherwise. */
  @WithDefault("24h")
  Duration ttl();

  /** How long what is in a message is kept. That there was one is kept longer. */
  @WithDefault("90d")
  Duration keep();

  /** How long a request is recognised by its idempotency key. */
  @WithDefault("7d")
  Duration keys();

  /** When what is older goes; {@code off} keeps everything. */
  @WithDefault("0 47 3 * * ?")
  String cron();
}
