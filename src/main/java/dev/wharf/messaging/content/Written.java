package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A content with what stands around it.
 *
 * @param expirationSeconds after which it disappears
 */
public record Written(
    Content content, Optional<Quote> quote, List<Jid> mentions, OptionalInt expirationSeconds) {

  public static Written of(Content content) {
    return new Written(content, Optional.empty(), List.of(), OptionalInt.empty());
  }
}
