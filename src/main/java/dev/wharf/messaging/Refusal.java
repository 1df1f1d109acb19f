package dev.wharf.messaging;

import org.jspecify.annotations.Nullable;

/** A message is not taken, or cannot be found. Becomes a problem document at the edge. */
public final class Refusal extends RuntimeException {

  public enum Kind {
    NOT_FOUND,
    CONFLICT,
    INVALID,
    TOO_LARGE,
    /** Another server gave something that cannot be used. */
    UPSTREAM,
    /** Not now. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;
  private final @Nullable String field;

  /**
   * @param code stable, for programs
   * @param detail a sentence with the next step
   */
  public Refusal(Kind kind, String code, @Nullable String field, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.code = code;
    this.field = field;
  }

  public static Refusal invalid(String code, String field, String detail) {
    return new Refusal(Kind.INVALID, code, field, detail);
  }

  public static Refusal notFound() {
    return new Refusal(
        Kind.NOT_FOUND,
        "message_not_found",
        null,
        "There is no message with this id. List the messages to see which there are.");
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** Which field of the request it is about. */
  public @Nullable String field() {
    return field;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
