package dev.wharf.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the past is kept: the event log and the accounts' timelines. */
@ConfigMapping(prefix = "wharf.history")
public interface HistoryConfig {

  @WithDefault("30d")
  Duration keep();

  /** When what is older goes; {@code off} keeps everything. */
  @WithDefault("0 17 3 * * ?")
  String cron();
}
