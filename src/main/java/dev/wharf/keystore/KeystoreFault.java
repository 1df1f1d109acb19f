package dev.wharf.keystore;

/** Keys are stored, but cannot be used. Nothing is changed; somebody has to look. */
public final class KeystoreFault extends RuntimeException {

  public enum Kind {
    /** The row was changed, moved from another account, or damaged. */
    CORRUPT,
    /** Written under another master key than the one configured. */
    WRONG_MASTER_KEY,
    /** It opens, but parts that must be there are not. */
    INCOMPLETE
  }

  private final Kind kind;

  KeystoreFault(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
