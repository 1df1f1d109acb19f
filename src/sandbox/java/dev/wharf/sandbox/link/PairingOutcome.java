package dev.wharf.sandbox.link;

/** What came of a phone's attempt to take a companion in. */
public sealed interface PairingOutcome {

  /** The phone has signed and sent pair-success. The companion may still refuse it. */
  record Linked(String phone, String lid, int device) implements PairingOutcome {}

  record Refused(Why why) implements PairingOutcome {}

  enum Why {
    UNKNOWN_REF("nobody shows this code"),
    EXPIRED("the code has expired"),
    WRONG_KEYS("the keys in the code are not those of the client that shows it"),
    TOO_MANY_DEVICES("the account has as many companions as it may have"),
    BUSY("this client is being linked already"),
    NO_CODE_WANTED("no client waits for a code for this number"),
    WRONG_CODE("the code is not the one the client shows"),
    TOO_MANY_ATTEMPTS("the code was typed too often"),
    GONE("the client went away"),
    PASSKEY("the account asks for a passkey");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
