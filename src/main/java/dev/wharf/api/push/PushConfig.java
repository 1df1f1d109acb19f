package dev.wharf.api.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the live push. */
@ConfigMapping(prefix = "wharf.push")
public interface PushConfig {

  /** How many readers may be connected at once. */
  @WithDefault("5000")
  int maxConnections();

  /** How often a reader is pinged, so that nothing between takes its connection for dead. */
  @WithDefault("20s")
  Duration pingEvery();

  /** How long a message of a reader may be: a subscription that names 5,000 accounts fits. */
  @WithDefault("262144")
  int maxMessageBytes();

  /** How many messages may be on their way to one reader. */
  @WithDefault("64")
  int windowMessages();

  /** How many characters may be on their way to one reader, a snapshot aside. */
  @WithDefault("262144")
  long windowChars();

  /** How many events, not yet written as text, wait until there is room on the way. */
  @WithDefault("5000")
  int backlog();

  /** How long a reader that fell behind may take to catch up before it is closed. */
  @WithDefault("30s")
  Duration drainWithin();

  /** How many events are read from the log at once for a reader that comes back. */
  @WithDefault("200")
  int replayPage();

  /** How many live events wait for a reader whose replay is running. */
  @WithDefault("1000")
  int replayBuffer();

  /** How many bad messages in a row close the connection. */
  @WithDefault("10")
  int maxBadMessages();

  /** How long a ticket opens the push. */
  @WithDefault("30s")
  Duration ticketLife();

  /** How many tickets may be waiting for their use. */
  @WithDefault("10000")
  int maxTickets();
}
