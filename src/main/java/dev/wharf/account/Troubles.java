package dev.wharf.account;

import dev.wharf.event.Event;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import java.util.Optional;

/**
 * Which standings are worth an alarm: those that no operator asked for and that do not pass soon.
 */
final class Troubles {

  private Troubles() {}

  static Optional<Event> of(Standing standing) {
    Reason reason = standing.reason();
    boolean lasting =
        switch (standing.status()) {
          case INACTIVE, COOLDOWN, BANNED -> true;
          case WARMING -> standing.state().equals("passkey_required");
          case AUTHENTICATING, ACTIVE, RECONNECTING -> false;
        };
    return lasting && reason != null && !reason.origin().equals("operator")
        ? Optional.of(new Event.Trouble(reason.code(), reason.message(), reason.action()))
        : Optional.empty();
  }
}
