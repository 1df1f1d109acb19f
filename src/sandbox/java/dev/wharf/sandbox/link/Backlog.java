package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.post.Mailbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What waited for a client, and the marker that ends it, which is sent exactly once, even after
 * nothing (connection.md 6.1). A fault adds stanzas that nobody sent.
 */
final class Backlog {

  private final Connection connection;
  private boolean delivered;

  Backlog(Connection connection) {
    this.connection = connection;
  }

  boolean isDelivered() {
    return delivered;
  }

  /** Announces what waits, if anything does. */
  void preview(Mailbox mailbox) {
    List<Node> waiting = mailbox.waiting();
    int count = waiting.size() + made();
    if (count > 0) {
      connection.send(
          Stanzas.info(
              Node.of("offline_preview")
                  .with("count", count)
                  .with("message", tagged(waiting, "message"))
                  .with("notification", tagged(waiting, "notification") + made())
                  .with("receipt", tagged(waiting, "receipt"))
                  .with("appdata", 0)
                  .with("call", 0)
                  .with("status", 0)));
    }
  }

  /** Delivers it, and from now on what comes. Returns whether this was the first time. */
  boolean deliver(Mailbox mailbox, Consumer<Node> sink, Jid about, Instant now) {
    if (delivered) {
      return false;
    }
    delivered = true;
    var stanzas = new ArrayList<>(mailbox.open(sink));
    for (int i = 0; i < made(); i++) {
      stanzas.add(
          Stanzas.notification(
              about, "status", connection.nextId(), now, Node.of("set").text("busy " + i)));
    }
    for (int i = 0; i < stanzas.size(); i++) {
      connection.send(stanzas.get(i).with("offline", i));
    }
    connection.send(Stanzas.info(Node.of("offline").with("count", stanzas.size())));
    return true;
  }

  private int made() {
    return connection.script().find(Fault.Backlog.class).map(Fault.Backlog::count).orElse(0);
  }

  private static long tagged(List<Node> waiting, String tag) {
    return waiting.stream().filter(stanza -> stanza.tag().equals(tag)).count();
  }
}
