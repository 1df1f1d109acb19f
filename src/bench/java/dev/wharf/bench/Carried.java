package dev.wharf.bench;

import java.time.Duration;

/** What the server has carried so far. */
final class Carried {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final SandboxServer sandbox;

  Carried(SandboxServer sandbox) {
    this.sandbox = sandbox;
  }

  /** Messages that it acked. */
  long accepted() throws Exception {
    return count("accepted");
  }

  /** Messages that companions have confirmed. */
  long confirmed() throws Exception {
    return count("confirmed");
  }

  void awaitAccepted(long count) throws Exception {
    Waiting.until("messages are acked", PATIENCE, LOOK, () -> accepted() >= count);
  }

  void awaitConfirmed(long count) throws Exception {
    Waiting.until("messages are confirmed", PATIENCE, LOOK, () -> confirmed() >= count);
  }

  private long count(String what) throws Exception {
    return sandbox.accounts().get("messages").get(what).asLong();
  }
}
