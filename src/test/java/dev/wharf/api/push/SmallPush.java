package dev.wharf.api.push;

import java.time.Duration;

/** Bounds that a test reaches quickly. */
final class SmallPush implements PushConfig {

  @Override
  public int maxConnections() {
    return 2;
  }

  @Override
  public Duration pingEvery() {
    return Duration.ofSeconds(20);
  }

  @Override
  public int maxMessageBytes() {
    return 1_000;
  }

  @Override
  public int windowMessages() {
    return 3;
  }

  @Override
  public long windowChars() {
    return 10;
  }

  @Override
  public int backlog() {
    return 4;
  }

  @Override
  public Duration drainWithin() {
    return Duration.ofSeconds(30);
  }

  @Override
  public int replayPage() {
    return 2;
  }

  @Override
  public int replayBuffer() {
    return 2;
  }

  @Override
  public int maxBadMessages() {
    return 2;
  }

  @Override
  public Duration ticketLife() {
    return Duration.ofSeconds(30);
  }

  @Override
  public int maxTickets() {
    return 2;
  }
}
