package dev.wharf.account.lifecycle;

import dev.wharf.event.Action;
import dev.wharf.event.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Every reason the table gives: a stable code, who is behind it, and a sentence a person can act
 * on.
 */
public enum Reasons {
  STOPPED("operator", "Stopped by an operator.", Action.RETRY_INITIALIZE),
  RESET("operator", "Reset by an operator. Connect to pair it with a phone again.", Action.SCAN_QR),
  LOGGED_OUT_HERE(
      "operator", "Logged out by an operator. Connect to pair it again.", Action.SCAN_QR),
  NEVER_CONNECTED(
      "operator", "Not connected yet. Connect to pair it with a phone.", Action.SCAN_QR),
  QUEUED("wharf", "Waits for its turn to connect.", Action.WAIT),
  CONNECTING("wharf", "Opens a connection to WhatsApp.", Action.WAIT),
  PAIRED("phone", "Scanned. Wharf finishes the pairing.", Action.WAIT),
  LOGGING_IN("wharf", "Logs in to WhatsApp.", Action.WAIT),
  SYNCING("wharf", "Logged in. Wharf asks for what it missed.", Action.WAIT),
  NUMBER_ASKED("wharf", "Logged in. Wharf asks which phone number it has.", Action.WAIT),
  QR_SHOWING(
      "wharf",
      "On the phone open WhatsApp, Settings, Linked devices, and scan the code.",
      Action.SCAN_QR),
  CODE_SHOWING(
      "wharf",
      "On the phone open WhatsApp, Settings, Linked devices, Link with phone number, and type the code.",
      Action.OPEN_PHONE),
  PASSKEY_REQUIRED(
      "server",
      "WhatsApp asks for a passkey to link this account, which only a browser can give. Link it at web.whatsapp.com first, or use another number.",
      Action.OPEN_PHONE),
  QR_EXPIRED(
      "wharf",
      "Nobody scanned the QR code while it showed. Connect again when the phone is at hand.",
      Action.RETRY_INITIALIZE),
  QR_NEVER_SHOWED(
      "server",
      "WhatsApp sent no QR code, twice. Check that this server reaches WhatsApp, then connect again.",
      Action.RETRY_INITIALIZE),
  TIMED_OUT(
      "wharf",
      "The account did not come online in time. Check that the phone has a network connection, then connect again.",
      Action.RETRY_INITIALIZE),
  UNLINKED(
      "phone",
      "The device was unlinked on the phone or by WhatsApp. Connect to pair it again.",
      Action.SCAN_QR),
  PAIRING_REJECTED(
      "server",
      "WhatsApp rejected the pairing, as it does after too many attempts. No QR code is offered for a while.",
      Action.WAIT),
  REPLACED(
      "server",
      "Another program uses this device's session. Stop it there, then reconnect here.",
      Action.RETRY_INITIALIZE),
  OUTDATED("server", "WhatsApp calls this client version outdated. Upgrade Wharf.", Action.UPGRADE),
  AGENT_REFUSED("server", "WhatsApp refuses this client. Upgrade Wharf.", Action.UPGRADE),
  REFUSED(
      "server",
      "WhatsApp refuses the connection. Look at the timeline for its code, then connect again.",
      Action.CONTACT_SUPPORT),
  UNTRUSTED(
      "network",
      "The server could not prove that it is WhatsApp, three times in a row. Check for a proxy on the way.",
      Action.CONTACT_SUPPORT),
  CREDENTIALS_UNUSABLE(
      "wharf",
      "The stored credentials cannot be read. Restore them from a backup, or reset and pair again.",
      Action.CONTACT_SUPPORT),
  CREDENTIALS_EXPIRED(
      "wharf",
      "Not connected for too long: WhatsApp unlinks such devices. Connect to try the stored session once more, or reset and pair again.",
      Action.RETRY_INITIALIZE),
  CREDENTIALS_BACK(
      "operator",
      "The archived credentials are back. Connect to use them.",
      Action.RETRY_INITIALIZE),
  ATTEMPTS_EXHAUSTED(
      "network",
      "Manual intervention required: all attempts to reconnect failed. Check the network, then connect again.",
      Action.RETRY_INITIALIZE),
  NUMBER_UNKNOWN(
      "server", "The phone number could not be read; enter it by hand.", Action.UPDATE_PHONE),
  TOO_MANY_ATTEMPTS(
      "server",
      "WhatsApp asked for too many restarts. Wharf waits before it tries again.",
      Action.WAIT),
  RATE_LIMITED("server", "WhatsApp limits this account for a while.", Action.WAIT),
  BANNED_TEMPORARILY(
      "server", "WhatsApp banned this number for a time. Send less when it is back.", Action.WAIT),
  LOCKED(
      "server",
      "WhatsApp locked the account or the phone is logged out. Open WhatsApp on the phone to see why.",
      Action.OPEN_PHONE),
  BANNED(
      "server",
      "WhatsApp banned this number. Open WhatsApp on the phone to ask for a review.",
      Action.OPEN_PHONE),
  UNAUTHORIZED("server", "WhatsApp did not accept the session. Tried once more.", Action.WAIT),
  RESTART_ASKED("server", "WhatsApp asked for a new connection.", Action.WAIT),
  VERSION_LOOKUP(
      "server",
      "WhatsApp calls this client version outdated. Wharf looks the present one up and tries again.",
      Action.WAIT),
  REFUSED_FOR_NOW(
      "server", "WhatsApp refused the connection. Wharf tries again in a minute.", Action.WAIT),
  UNPROVEN(
      "network", "The server could not prove that it is WhatsApp. Wharf tries again.", Action.WAIT),
  SERVER_TROUBLE("server", "WhatsApp has trouble of its own. Wharf reconnects.", Action.WAIT),
  STREAM_ENDED("server", "WhatsApp ended the connection. Wharf reconnects.", Action.WAIT),
  CONNECTION_LOST("network", "The connection broke. Wharf reconnects.", Action.WAIT),
  STREAM_GARBLED(
      "network",
      "WhatsApp and Wharf did not understand each other. Wharf reconnects.",
      Action.WAIT),
  PAIRING_FORGED(
      "server", "The pairing answer did not match its code. A new code follows.", Action.SCAN_QR),
  RESTORED("wharf", "Wharf was restarted and reconnects the account.", Action.WAIT),
  RECONNECT_ASKED("operator", "An operator asked for a new connection.", Action.WAIT);

  private final Reason reason;

  Reasons(String origin, String message, @Nullable Action action) {
    this.reason = new Reason(name().toLowerCase(java.util.Locale.ROOT), origin, message, action);
  }

  public Reason reason() {
    return reason;
  }

  /** The same reason with the code the server gave. */
  Reason reason(int wireCode) {
    return wireCode == 0
        ? reason
        : new Reason(
            reason.code(),
            reason.origin(),
            reason.message() + " (code " + wireCode + ")",
            reason.action());
  }
}
