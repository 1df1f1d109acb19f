package dev.wharf.admin.diagnosis;

import static dev.wharf.admin.diagnosis.OnThePhone.APP_VERSION;
import static dev.wharf.admin.diagnosis.OnThePhone.BATTERY;
import static dev.wharf.admin.diagnosis.OnThePhone.DATE_AND_TIME;
import static dev.wharf.admin.diagnosis.OnThePhone.FOURTEEN_DAYS;
import static dev.wharf.admin.diagnosis.OnThePhone.FOUR_DEVICES;
import static dev.wharf.admin.diagnosis.OnThePhone.NETWORK;
import static dev.wharf.admin.diagnosis.OnThePhone.OPEN_APP;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Advice by the code of a reason. A test asks it for every reason that the lifecycle knows. */
final class ReasonAdvice {

  private static final String CONNECT = "Press Connect (POST …/initialize).";
  private static final String SCAN =
      "Press Connect and scan the QR code with the phone: WhatsApp, Settings, Linked devices, Link"
          + " a device.";
  private static final String BY_ITSELF = "Nothing: Wharf tries again by itself.";
  private static final String OUTBOUND =
      "If it lasts, check from Wharf's server that web.whatsapp.com, port 443, is reachable, and"
          + " that no proxy or firewall breaks WebSockets.";
  private static final String BUNDLE =
      "If it stays, download the support bundle and send it to whoever looks after this Wharf.";

  private static final Map<String, Advice> BY_CODE =
      Map.ofEntries(
          entry(
              "stopped",
              Advice.of(
                  "An operator stopped the account. Its pairing is kept.",
                  List.of(CONNECT),
                  FOURTEEN_DAYS)),
          entry(
              "reset",
              Advice.of(
                  "An operator reset the account, so it is paired with no phone.",
                  List.of(SCAN),
                  FOUR_DEVICES)),
          entry(
              "logged_out_here",
              Advice.of(
                  "An operator logged the account out, so it is paired with no phone.",
                  List.of(SCAN),
                  FOUR_DEVICES)),
          entry(
              "never_connected",
              Advice.of(
                  "Nobody has connected the account yet, so it is not paired with a phone.",
                  List.of(SCAN),
                  FOUR_DEVICES)),
          entry(
              "queued",
              Advice.of(
                  "Nothing is wrong: accounts connect one after the other, and this one waits for"
                      + " its turn.",
                  List.of("Wait a moment."))),
          entry(
              "connecting",
              Advice.of(
                  "Nothing is wrong: a connection to WhatsApp is being opened.",
                  List.of("Wait a moment.", OUTBOUND))),
          entry(
              "paired",
              Advice.of(
                  "Nothing is wrong: the phone linked the account, and WhatsApp is about to let it in.",
                  List.of(
                      "Wait a moment.",
                      "Keep WhatsApp open on the phone until the account is active."),
                  OPEN_APP,
                  NETWORK)),
          entry(
              "logging_in",
              Advice.of(
                  "Nothing is wrong: the account logs in to WhatsApp.",
                  List.of("Wait a moment.", BUNDLE))),
          entry(
              "syncing",
              Advice.of(
                  "Nothing is wrong: the account is let in and asks for what it missed.",
                  List.of("Wait a moment.", BUNDLE))),
          entry(
              "number_asked",
              Advice.of(
                  "The account is let in, but WhatsApp has not told its phone number yet.",
                  List.of(
                      "Wait up to a minute.",
                      "If it ends without a number, enter it by hand (PUT …/phone-number)."))),
          entry(
              "qr_showing",
              Advice.of(
                  "Nothing is wrong: the account waits for somebody to scan its QR code.",
                  List.of(
                      "Scan it with the phone: WhatsApp, Settings, Linked devices, Link a device.",
                      "If the phone refuses the code, wait for the next one: each lives for 20"
                          + " seconds, the first for 60."),
                  FOUR_DEVICES,
                  NETWORK,
                  APP_VERSION,
                  DATE_AND_TIME)),
          entry(
              "code_showing",
              Advice.of(
                  "Nothing is wrong: the account waits for its pairing code to be typed on the"
                      + " phone.",
                  List.of(
                      "On the phone: WhatsApp, Settings, Linked devices, Link a device, Link with"
                          + " phone number instead; type the code within three minutes."),
                  FOUR_DEVICES,
                  NETWORK,
                  DATE_AND_TIME)),
          entry(
              "passkey_required",
              Advice.of(
                  "WhatsApp wants this account to be confirmed with a passkey before it links a"
                      + " device, which only a browser or the phone can do.",
                  List.of(
                      "Confirm the passkey on the phone if it asks for it.",
                      "Else link the account once at web.whatsapp.com in a browser, then connect"
                          + " here again, or use another number."),
                  OPEN_APP,
                  APP_VERSION)),
          entry(
              "qr_expired",
              Advice.of(
                  "QR codes were shown for some minutes and nobody scanned one.",
                  List.of(SCAN, "If the phone says that it could not link, read on."),
                  FOUR_DEVICES,
                  NETWORK,
                  APP_VERSION,
                  DATE_AND_TIME)),
          entry(
              "qr_never_showed",
              Advice.of(
                  "WhatsApp was reached, but sent no QR code within 30 seconds, twice.",
                  List.of(
                      CONNECT,
                      OUTBOUND,
                      "If other accounts get their codes, wait some minutes: WhatsApp slows down"
                          + " those who ask often.",
                      BUNDLE))),
          entry(
              "timed_out",
              Advice.of(
                  "The account did not come online within the activation time, so Wharf closed the"
                      + " link. Most often the phone was asleep or offline while it should have"
                      + " finished the linking.",
                  List.of("Unlock the phone and open WhatsApp.", CONNECT, BUNDLE),
                  NETWORK,
                  BATTERY,
                  APP_VERSION,
                  DATE_AND_TIME)),
          entry(
              "unlinked",
              Advice.of(
                  "This device was removed: by somebody on the phone under Linked devices, or by"
                      + " WhatsApp because the phone was offline too long or moved to a new phone.",
                  List.of(
                      "If nobody unlinked it: take its keys back (Undo the logout, or POST"
                          + " …/restore-credentials, for 7 days) and connect. That undoes a logout that was none.",
                      SCAN),
                  FOURTEEN_DAYS,
                  FOUR_DEVICES,
                  BATTERY)),
          entry(
              "pairing_rejected",
              Advice.of(
                  "The phone scanned the code, but WhatsApp took the pairing back at once. It does"
                      + " so after too many pairings in a short time.",
                  List.of(
                      "Wait until the pause is over, and do not reset or pair in the meantime: each"
                          + " try makes it longer."),
                  FOUR_DEVICES,
                  APP_VERSION)),
          entry(
              "replaced",
              Advice.of(
                  "Another program connected with the same keys, and WhatsApp keeps only one of"
                      + " them. Wharf does not fight for the connection.",
                  List.of(
                      "Find the other program: a second Wharf on a copy of this database, or a"
                          + " restored backup. Stop it.",
                      CONNECT))),
          entry(
              "outdated",
              Advice.of(
                  "WhatsApp no longer accepts the client version that Wharf reports.",
                  List.of(
                      "Upgrade Wharf, or set a newer version in wharf.whatsapp.version.",
                      CONNECT))),
          entry(
              "agent_refused",
              Advice.of(
                  "WhatsApp refuses the kind of client that Wharf says it is.",
                  List.of("Upgrade Wharf.", CONNECT, BUNDLE))),
          entry(
              "refused",
              Advice.of(
                  "WhatsApp refused the connection several times, with the code at the end of the"
                      + " reason.",
                  List.of(CONNECT, BUNDLE),
                  OPEN_APP,
                  APP_VERSION)),
          entry(
              "untrusted",
              Advice.of(
                  "What answered could not prove that it is WhatsApp: most often a proxy that opens"
                      + " TLS, or a clock that is wrong.",
                  List.of(
                      "Check the clock of Wharf's server.",
                      "Let web.whatsapp.com pass through proxies and firewalls unopened.",
                      CONNECT))),
          entry(
              "credentials_unusable",
              Advice.of(
                  "The keys of this account are in the database, but cannot be read: they are"
                      + " damaged, or were written under another master key.",
                  List.of(
                      "Check that Wharf runs with the master key that it ran with before.",
                      "Restore the account from a backup, or reset it and pair it again."))),
          entry(
              "credentials_expired",
              Advice.of(
                  "The account was not connected for longer than WhatsApp keeps a device linked.",
                  List.of(
                      "Press Connect to try the stored session once more (POST …/initialize).",
                      "If it is logged out then, scan a new QR code."),
                  FOURTEEN_DAYS,
                  FOUR_DEVICES)),
          entry(
              "credentials_back",
              Advice.of(
                  "An operator took the archived keys of the account back. It is paired again, and"
                      + " not connected yet.",
                  List.of(
                      CONNECT, "If WhatsApp logs it out again, the keys are gone: pair it anew."))),
          entry(
              "attempts_exhausted",
              Advice.of(
                  "All attempts to reconnect failed, so Wharf gave up.",
                  List.of(OUTBOUND, CONNECT, BUNDLE),
                  NETWORK,
                  FOURTEEN_DAYS)),
          entry(
              "number_unknown",
              Advice.of(
                  "The account is linked, but WhatsApp did not tell its phone number, and an active"
                      + " account must have one.",
                  List.of("Enter the number by hand (PUT …/phone-number), then connect again."),
                  OPEN_APP)),
          entry(
              "too_many_attempts",
              Advice.of(
                  "WhatsApp asked for one restart after the other, as it does with those who"
                      + " connect too often.",
                  List.of(
                      "Wait until the pause is over: Wharf then tries once. Trying by hand makes it"
                          + " longer."))),
          entry(
              "rate_limited",
              Advice.of(
                  "WhatsApp wants this account to pause.",
                  List.of(
                      "Wait until the pause is over: Wharf then tries once.",
                      "Send and connect less often afterwards."))),
          entry(
              "banned_temporarily",
              Advice.of(
                  "WhatsApp banned this number for some time, most often because people blocked or"
                      + " reported its messages.",
                  List.of(
                      "Wait until the ban ends: Wharf then tries once.",
                      "Write only to people who expect it, and less at once."),
                  OPEN_APP)),
          entry(
              "locked",
              Advice.of(
                  "WhatsApp locked the account, or its phone is logged out.",
                  List.of("Open WhatsApp on the phone and do what it asks for.", CONNECT),
                  OPEN_APP,
                  APP_VERSION)),
          entry(
              "banned",
              Advice.of(
                  "WhatsApp banned this number. Neither Wharf nor a new pairing can change that.",
                  List.of(
                      "Open WhatsApp on the phone and ask for a review.",
                      "Connect again once the phone works."),
                  OPEN_APP)),
          entry(
              "unauthorized",
              Advice.of(
                  "WhatsApp did not accept the session once. That may pass: it is tried again.",
                  List.of(BY_ITSELF, "If the account is logged out then, pair it again."),
                  FOURTEEN_DAYS,
                  FOUR_DEVICES)),
          entry(
              "restart_asked",
              Advice.of(
                  "WhatsApp asked for a new connection, which is normal.", List.of(BY_ITSELF))),
          entry(
              "server_trouble",
              Advice.of(
                  "WhatsApp has trouble of its own.",
                  List.of(BY_ITSELF, "If many accounts show it, WhatsApp itself is down: wait."))),
          entry(
              "stream_ended",
              Advice.of(
                  "WhatsApp ended the connection without a complaint, which is normal now and"
                      + " then.",
                  List.of(BY_ITSELF, OUTBOUND))),
          entry(
              "connection_lost",
              Advice.of(
                  "The connection broke or fell silent. The network between Wharf's server and"
                      + " WhatsApp is to blame, not the phone.",
                  List.of(BY_ITSELF, OUTBOUND),
                  FOURTEEN_DAYS)),
          entry(
              "version_lookup",
              Advice.of(
                  "WhatsApp turns this client version away. Wharf looks the present one up.",
                  List.of(
                      BY_ITSELF,
                      "If the account ends up as outdated, set a newer client version or upgrade"
                          + " Wharf."))),
          entry(
              "refused_for_now",
              Advice.of(
                  "WhatsApp refused the connection without saying why.",
                  List.of(BY_ITSELF, BUNDLE),
                  APP_VERSION,
                  DATE_AND_TIME)),
          entry(
              "unproven",
              Advice.of(
                  "Whoever answered could not prove to be WhatsApp.",
                  List.of(BY_ITSELF, OUTBOUND))),
          entry(
              "stream_garbled",
              Advice.of(
                  "What came over the connection could not be read, so Wharf dropped it.",
                  List.of(BY_ITSELF, OUTBOUND, BUNDLE))),
          entry(
              "pairing_forged",
              Advice.of(
                  "The answer to a scan did not belong to the code that was shown. It was thrown"
                      + " away, and a new code follows.",
                  List.of(
                      "Scan the new code, and only the one that is on the page now.",
                      "If it happens again, find out who else sees the codes."),
                  APP_VERSION)),
          entry(
              "restored",
              Advice.of(
                  "Wharf was restarted and reconnects its accounts one after the other.",
                  List.of("Wait a moment."))),
          entry(
              "reconnect_asked",
              Advice.of("An operator asked for a new connection.", List.of("Wait a moment."))));

  private ReasonAdvice() {}

  static Optional<Advice> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  static java.util.Set<String> codes() {
    return BY_CODE.keySet();
  }
}
