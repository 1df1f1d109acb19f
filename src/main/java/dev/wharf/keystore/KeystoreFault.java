package dev.wharf.keystore;

/**
 * Why stored secrets cannot be used. Stackless, with a kind to decide on; never carries key
 * material.
 */
public final class KeystoreFault extends RuntimeException {

  public enum Kind {
    /** Cannot be opened or read: damaged, or sealed for another account or purpose. */
    CORRUPT,
    /** Sealed under another master key than the configured one. */
    WRONG_MASTER_KEY,
    /** No master key is configured, or what is configured is none. */
    NO_MASTER_KEY,
    /** Can be opened, but a part that must be there is not. */
    INCOMPLETE,
    /** Nothing is stored for the account. */
    MISSING,
    /** Somebody has the whole store for themselves right now. */
    STORE_BUSY
  }

  private final Kind kind;

  KeystoreFault(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** An account that should be paired has no credentials. */
  public static KeystoreFault missing() {
    return new KeystoreFault(Kind.MISSING, "no credentials are stored for this account");
  }

  /**
   * Something that cannot be opened or read.
   *
   * @param what its kind; never an address, for this is logged
   */
  public static KeystoreFault corrupt(String what) {
    return new KeystoreFault(Kind.CORRUPT, what + " cannot be opened");
  }

  static KeystoreFault incomplete(String what) {
    return new KeystoreFault(Kind.INCOMPLETE, what + " is missing in the stored credentials");
  }

  static KeystoreFault storeBusy() {
    return new KeystoreFault(
        Kind.STORE_BUSY,
        "A command is changing this database (wharf restore or wharf rotate-master-key): start"
            + " again when it has ended.");
  }

  static KeystoreFault wrongMasterKey() {
    return new KeystoreFault(
        Kind.WRONG_MASTER_KEY,
        "The master key is not the one this database was written with: set wharf.master-key"
            + " (WHARF_MASTER_KEY) to that one, or wharf.master-key-file (WHARF_MASTER_KEY_FILE) to"
            + " its file. After wharf rotate-master-key that is the new key, else the former one."
            + " Nothing was changed.");
  }

  public Kind kind() {
    return kind;
  }
}
