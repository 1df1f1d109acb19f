package dev.wharf.account;

/**
 * A change that the database will never take as it is; others go on. Says of what kind the failure
 * is and never what was to be stored.
 */
public final class UnstorableFault extends RuntimeException {

  private final String kind;

  UnstorableFault(String kind) {
    super("this can never be stored: " + kind, null, false, false);
    this.kind = kind;
  }

  /** The failure's class, and its SQL state if it has one: {@code PgException/22021}. */
  public String kind() {
    return kind;
  }
}
