package dev.wharf.admin.diagnosis;

/** The page that is read first in a support bundle. */
final class Readme {

  private static final String PAGE =
      """
      Wharf support bundle
      account %s, made %s

      %s
      What is inside
      - diagnostics.json    where the account stands, its last link, the last 24 hours, the explanation above
      - timeline.json       its history: up to 2,000 lines of the time that is kept (30 days unless set otherwise), newest first
      - account.log         its last log lines, 200 at most, since Wharf was last started
      - configuration.json  settings in force, Java and the machine

      What was left out
      - phone numbers and hidden ids: only their last two digits are here, as in …21
      - keys, credentials, QR codes, pairing codes, messages: they are in none of these files
      - the API key, the master key, passwords, proxies and the account's own metadata
      - settings that are not known to be harmless, and users and passwords in addresses

      Names that you gave the account and WhatsApp's name for it are inside. Look the files through before
      you pass them on.
      """;

  private Readme() {}

  static String text(DiagnosticsBody body) {
    return PAGE.formatted(body.id(), body.at(), body.explain().text());
  }
}
