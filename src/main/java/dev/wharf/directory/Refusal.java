package dev.wharf.directory;

import dev.wharf.event.Action;
import org.jspecify.annotations.Nullable;

/**
 * The directory, or who carries out its orders, will not do what was asked, and says why. Becomes a
 * problem document at the edge.
 */
public final class Refusal extends RuntimeException {

  /** What kind of no; decides the HTTP status at the edge. */
  public enum Kind {
    NOT_FOUND,
    CONFLICT,
    INVALID,
    TOO_MANY,
    UPSTREAM
  }

  private final Kind kind;
  private final String code;
  private final @Nullable Action action;

  /**
   * @param code stable, for programs: {@code group_not_found}
   * @param detail a sentence with the next step
   */
  public Refusal(Kind kind, String code, String detail, @Nullable Action action) {
    super(detail, null, false, false);
    this.kind = kind;
    this.code = code;
    this.action = action;
  }

  /** There is no link to ask WhatsApp over. */
  public static Refusal notOnline() {
    return new Refusal(
        Kind.CONFLICT,
        "not_online",
        "The account is not connected, so WhatsApp cannot be asked. Connect it first.",
        Action.RETRY_INITIALIZE);
  }

  public static Refusal unknownGroup() {
    return new Refusal(
        Kind.NOT_FOUND,
        "group_not_found",
        "The account is in no such group. List its groups, or refresh them.",
        null);
  }

  public static Refusal unknownContact() {
    return new Refusal(
        Kind.NOT_FOUND,
        "contact_not_found",
        "Nothing is known of this person yet. Check the number to learn whether it is on WhatsApp.",
        null);
  }

  static Refusal badCursor() {
    return new Refusal(
        Kind.INVALID, "invalid_cursor", "Send as «after» only what «next» said.", null);
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
