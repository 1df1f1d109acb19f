package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;
import java.time.Instant;

/**
 * What waited for a client, and the marker that ends it, which is sent exactly once, even after
 * nothing (connection.md 6.1). Messages will wait here once they are relayed; until then a fault
 * makes stanzas to wait.
 */
final class Backlog {

  private final Connection connection;
  private boolean delivered;

  Backlog(Connection connection) {
    this.connection = connection;
  }

  /** Announces what waits, if anything does. */
  void preview() {
    int count = count();
    if (count > 0) {
      connection.send(
          Stanzas.info(
              Node.of("offline_preview")
                  .with("count", count)
                  .with("message", 0)
                  .with("notification", count)
                  .with("receipt", 0)
                  .with("appdata", 0)
                  .with("call", 0)
                  .with("status", 0)));
    }
  }

  /** Delivers it. Returns whether this was the first time. */
  boolean deliver(Jid about, Instant now) {
    if (delivered) {
      return false;
    }
    delivered = true;
    int count = count();
    for (int i = 0; i < count; i++) {
      connection.send(
          Stanzas.notification(
                  about, "status", connection.nextId(), now, Node.of("set").text("busy " + i))
              .with("offline", i));
    }
    connection.send(Stanzas.info(Node.of("offline").with("count", count)));
    return true;
  }

  private int count() {
    return connection.script().find(Fault.Backlog.class).map(Fault.Backlog::count).orElse(0);
  }
}
