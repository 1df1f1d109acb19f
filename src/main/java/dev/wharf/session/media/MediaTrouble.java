package dev.wharf.session.media;

/** A transfer that did not succeed. */
public final class MediaTrouble extends RuntimeException {

  public enum Kind {
    /** The account has no link, so nobody can be asked for hosts. */
    OFFLINE,
    /** The hosts do not accept what lets us in. */
    UNAUTHORIZED,
    /** It will not be taken, however often it is tried. */
    REFUSED,
    /** No host has it any more. */
    EXPIRED,
    /** No host could be reached, or none gave a usable answer. */
    UNREACHABLE,
    /** It is not in the spool. */
    FILE_GONE
  }

  private final Kind kind;

  MediaTrouble(Kind kind, String why) {
    super(why, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
