package dev.wharf.account;

import dev.wharf.event.Action;
import org.jspecify.annotations.Nullable;

/** Wharf will not do what was asked, and says why. Becomes a problem document at the edge. */
public final class Refused extends RuntimeException {

  /** What kind of no; decides the HTTP status at the edge. */
  public enum Kind {
    NOT_FOUND,
    CONFLICT,
    INVALID,
    TOO_MANY,
    UPSTREAM,
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;
  private final @Nullable Action action;

  /**
   * @param code stable, for programs: {@code account_not_found}
   * @param detail a sentence with the next step
   */
  public Refused(Kind kind, String code, String detail, @Nullable Action action) {
    super(detail, null, false, false);
    this.kind = kind;
    this.code = code;
    this.action = action;
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public @Nullable Action action() {
    return action;
  }
}
