package dev.wharf.session.media;

import dev.wharf.protocol.ProtocolFault;
import java.util.Locale;

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
    /** No host has it any more, and the phone does not have it either. */
    PHONE_HAS_NONE,
    /** No host has it any more, and the phone did not say whether it does. */
    PHONE_SILENT,
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

  /** What failed, for logs: never an address, which says what the file is. */
  public static String code(Throwable failure) {
    return switch (failure) {
      case MediaTrouble trouble -> trouble.kind.name().toLowerCase(Locale.ROOT);
      case ProtocolFault fault -> fault.kind().name().toLowerCase(Locale.ROOT);
      default -> failure.getClass().getSimpleName();
    };
  }
}
