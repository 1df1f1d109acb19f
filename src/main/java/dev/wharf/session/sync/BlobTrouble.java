package dev.wharf.session.sync;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.session.media.MediaTrouble;
import java.util.Locale;

/** A file of the past or of the app state that could not be had. Never says where it lies. */
final class BlobTrouble extends RuntimeException {

  enum Kind {
    /** No media server has it any more. */
    GONE,
    /** It is not what it should be. */
    CORRUPT,
    /** It is larger than it may be. */
    TOO_LARGE,
    /** The media servers cannot be reached, or let nobody in. */
    UNREACHABLE,
    /** The account has no link. */
    OFFLINE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is something wrong with the file, and not with the way to it. */
    boolean isOfTheFile() {
      return switch (this) {
        case GONE, CORRUPT, TOO_LARGE -> true;
        case UNREACHABLE, OFFLINE -> false;
      };
    }
  }

  private final Kind kind;

  BlobTrouble(Kind kind) {
    super(kind.word(), null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  static BlobTrouble of(Throwable failure) {
    return new BlobTrouble(
        switch (failure) {
          case BlobTrouble trouble -> trouble.kind;
          case MediaTrouble trouble -> kind(trouble.kind());
          case ProtocolFault fault ->
              fault.kind() == ProtocolFault.Kind.TOO_LARGE ? Kind.TOO_LARGE : Kind.CORRUPT;
          default -> Kind.UNREACHABLE;
        });
  }

  private static Kind kind(MediaTrouble.Kind kind) {
    return switch (kind) {
      case OFFLINE -> Kind.OFFLINE;
      case EXPIRED, PHONE_HAS_NONE, PHONE_SILENT, FILE_GONE -> Kind.GONE;
      case UNAUTHORIZED, REFUSED, UNREACHABLE -> Kind.UNREACHABLE;
    };
  }
}
