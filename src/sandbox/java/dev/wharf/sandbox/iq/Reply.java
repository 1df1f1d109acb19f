package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import java.util.List;

/** The answer to a request. */
public sealed interface Reply {

  Reply EMPTY = new Result(List.of(), Then.NOTHING);

  record Result(List<Node> children, Then then) implements Reply {}

  record Error(int code, String text) implements Reply {}

  /** What follows once the result is sent. */
  enum Then {
    NOTHING,
    /** What waited for the client is delivered. */
    DELIVER,
    /** The client is no companion any more. */
    UNLINK
  }

  static Reply of(Node... children) {
    return new Result(List.of(children), Then.NOTHING);
  }

  static Reply emptyThen(Then then) {
    return new Result(List.of(), then);
  }
}
