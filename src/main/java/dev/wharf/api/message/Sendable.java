package dev.wharf.api.message;

import dev.wharf.account.Refused;
import dev.wharf.account.Refused.Kind;
import dev.wharf.event.AccountView;
import dev.wharf.event.Action;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what is accepted for an account can leave before long. */
final class Sendable {

  private Sendable() {}

  /** Why not; empty if it can, or will as soon as the account is connected. */
  static Optional<Refused> refusal(AccountView account) {
    Status status = account.standing().status();
    Reason reason = account.standing().reason();
    if (!account.paired()) {
      return Optional.of(
          new Refused(
              Kind.CONFLICT,
              "not_paired",
              "The account is paired to no phone: initialize it and scan the QR code."
                  + why(reason),
              Action.SCAN_QR));
    }
    return switch (status) {
      case ACTIVE, RECONNECTING, AUTHENTICATING, WARMING, COOLDOWN -> Optional.empty();
      case INACTIVE ->
          Optional.of(refused("account_inactive", "The account is not connected.", reason));
      case BANNED ->
          Optional.of(refused("account_banned", "WhatsApp banned this account.", reason));
    };
  }

  private static Refused refused(String code, String sentence, @Nullable Reason reason) {
    Action action =
        reason == null || reason.action() == null ? Action.RETRY_INITIALIZE : reason.action();
    return new Refused(Kind.CONFLICT, code, sentence + why(reason), action);
  }

  private static String why(@Nullable Reason reason) {
    return reason == null ? "" : " " + reason.message();
  }
}
