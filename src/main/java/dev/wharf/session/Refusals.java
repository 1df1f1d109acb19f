package dev.wharf.session;

import dev.wharf.account.Refused;
import dev.wharf.event.Action;

/** Why a session does not do what an operator asks. */
final class Refusals {

  private Refusals() {}

  static Refused notOnline() {
    return new Refused(
        Refused.Kind.CONFLICT,
        "not_online",
        "WhatsApp can only be asked while the account has a link: connect it first.",
        Action.RETRY_INITIALIZE);
  }

  static Refused notInactive() {
    return new Refused(
        Refused.Kind.CONFLICT,
        "not_inactive",
        "Credentials can only be taken back while the account is unpaired and inactive: stop it"
            + " first.",
        null);
  }

  static Refused noArchive() {
    return new Refused(
        Refused.Kind.CONFLICT,
        "no_archived_credentials",
        "There are no archived credentials of this account: pair it again.",
        Action.SCAN_QR);
  }

  static Refused shuttingDown() {
    return new Refused(
        Refused.Kind.UNAVAILABLE,
        "shutting_down",
        "Wharf is stopping: try again when it is back.",
        Action.WAIT);
  }
}
