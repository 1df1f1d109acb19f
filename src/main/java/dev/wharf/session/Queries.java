package dev.wharf.session;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.IqError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The questions asked over one link and not answered yet. Lives on one context. */
final class Queries {

  /** The server answered with an error. */
  static final class Failed extends RuntimeException {
    private final IqError error;

    Failed(IqError error) {
      super("iq error " + error.code() + " " + error.text(), null, false, false);
      this.error = error;
    }

    IqError error() {
      return error;
    }
  }

  /** No answer came in time, or the link ended before. */
  static final class Unanswered extends RuntimeException {
    Unanswered(String what) {
      super(what, null, false, false);
    }
  }

  private final Timers timers;
  private final Link link;
  private final Duration timeout;
  private final String prefix;
  private final Map<String, Promise<Node>> open = new HashMap<>();
  private long count;
  private boolean abandoned;

  /**
   * @param prefix of the ids, so that they differ from link to link
   */
  Queries(Timers timers, Link link, Duration timeout, String prefix) {
    this.timers = timers;
    this.link = link;
    this.timeout = timeout;
    this.prefix = prefix;
  }

  /**
   * Sends a question.
   *
   * @param question makes the stanza, given its id
   * @return the answer; fails with {@link Failed} or {@link Unanswered}, at once if the link is
   *     gone
   */
  Future<Node> ask(Function<String, Node> question) {
    if (abandoned) {
      return Future.failedFuture(new Unanswered("the link ended"));
    }
    String id = nextId();
    Promise<Node> answer = Promise.promise();
    open.put(id, answer);
    Timers.Alarm alarm =
        timers.after(timeout, () -> fail(id, new Unanswered("no answer in " + timeout)));
    link.send(question.apply(id));
    return answer.future().onComplete(done -> alarm.cancel());
  }

  /** An id that no other stanza of this link has. */
  String nextId() {
    return prefix + ++count;
  }

  /** Takes an answer; one that nobody asked for is dropped. */
  void answered(String id, Node reply) {
    Promise<Node> question = open.remove(id);
    if (question != null) {
      IqError.of(reply)
          .ifPresentOrElse(
              error -> question.fail(new Failed(error)), () -> question.complete(reply));
    }
  }

  /** The link is gone: nothing will be answered any more. */
  void abandon() {
    abandoned = true;
    for (String id : List.copyOf(open.keySet())) {
      fail(id, new Unanswered("the link ended"));
    }
  }

  private void fail(String id, Unanswered why) {
    Promise<Node> question = open.remove(id);
    if (question != null) {
      question.fail(why);
    }
  }
}
