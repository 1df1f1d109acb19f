package dev.wharf.sandbox.post;

import dev.wharf.protocol.node.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The stanzas of one device that it has not confirmed yet, in order. While it is open they are also
 * sent; what was sent and not confirmed waits for the next time (messaging.md 7.6).
 */
public final class Mailbox {

  private static final int MOST = 100_000;

  private final Deque<Node> waiting = new ArrayDeque<>();
  private @Nullable Consumer<Node> sink;

  Mailbox() {}

  void put(Node stanza) {
    if (waiting.size() == MOST) {
      waiting.removeFirst();
    }
    waiting.addLast(stanza);
    if (sink != null) {
      sink.accept(stanza);
    }
  }

  /** Sends something that is worth nothing later; it is gone if the mailbox is not open. */
  public void mention(Node stanza) {
    if (sink != null) {
      sink.accept(stanza);
    }
  }

  /** From now on stanzas go to this sink as well. Gives those that waited. */
  public List<Node> open(Consumer<Node> sink) {
    this.sink = sink;
    return waiting();
  }

  /** No more goes to this sink; another one that took its place stays. */
  public void close(Consumer<Node> sink) {
    if (this.sink == sink) {
      this.sink = null;
    }
  }

  public List<Node> waiting() {
    return List.copyOf(waiting);
  }

  public int size() {
    return waiting.size();
  }

  /** Takes out the oldest stanza like that. */
  public Optional<Node> confirm(Predicate<Node> like) {
    for (var stanzas = waiting.iterator(); stanzas.hasNext(); ) {
      Node stanza = stanzas.next();
      if (like.test(stanza)) {
        stanzas.remove();
        return Optional.of(stanza);
      }
    }
    return Optional.empty();
  }
}
