package dev.wharf.protocol.stanza;

import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why the server refuses a request (messaging.md 3.1).
 *
 * @param code 0 if the server gives none
 * @param text empty if the server gives none
 * @param backoff seconds to wait
 */
public record IqError(int code, String text, OptionalLong backoff) {

  /** Empty if the reply is no error. */
  public static Optional<IqError> of(Node reply) {
    if (!reply.string("type").equals(Optional.of("error"))) {
      return Optional.empty();
    }
    Node error = reply.child("error").orElseGet(() -> Node.of("error"));
    return Optional.of(
        new IqError(
            Decimal.ofInt(error, "code").orElse(0),
            error.string("text").orElse(""),
            Decimal.ofLong(error, "backoff")));
  }
}
