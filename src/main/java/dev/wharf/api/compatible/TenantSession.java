package dev.wharf.api.compatible;

import dev.wharf.account.Vitals;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account seen as such a service sees a session: something that is there from the start until it
 * is stopped, logged out or given up.
 *
 * @param showsQr whether a QR code is showing
 */
record TenantSession(AccountView account, Optional<Vitals> vitals, boolean showsQr, Instant at) {

  boolean connected() {
    return status() == Status.ACTIVE;
  }

  boolean exists() {
    return status() != Status.INACTIVE;
  }

  /** A session that gives no signs of life is asked by its status. */
  boolean hasSocket() {
    return vitals.map(Vitals::socket).orElseGet(this::connected);
  }

  boolean starting() {
    return status() == Status.WARMING || status() == Status.AUTHENTICATING;
  }

  int reconnectAttempts() {
    Integer attempt = account.standing().attempt();
    return attempt == null ? 0 : attempt;
  }

  @Nullable String pushName() {
    return account.identity().pushName();
  }

  String word() {
    return switch (status()) {
      case ACTIVE -> "connected";
      case WARMING, AUTHENTICATING, RECONNECTING -> showsQr ? "qr" : "connecting";
      case INACTIVE, COOLDOWN, BANNED -> "disconnected";
    };
  }

  private Status status() {
    return account.standing().status();
  }
}
