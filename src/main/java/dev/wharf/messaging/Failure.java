package dev.wharf.messaging;

import dev.wharf.event.Action;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not sent.
 *
 * @param code stable, for programs: {@code recipient_unknown}
 * @param message a sentence a person can act on
 */
public record Failure(String code, String message, @Nullable Action action) {

  static final Failure CANCELLED = new Failure("cancelled", "Cancelled before it was sent.", null);

  /** What was on the wire already may have arrived all the same; a receipt will tell. */
  static final Failure EXPIRED =
      new Failure("expired", "It could not be sent within the time it had. Send it again.", null);
}
