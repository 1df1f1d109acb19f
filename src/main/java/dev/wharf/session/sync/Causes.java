package dev.wharf.session.sync;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.session.message.Line;
import java.util.Locale;

/** What failed, for logs and people: never an address, a key or a name. */
final class Causes {

  private Causes() {}

  static String of(Throwable failure) {
    return switch (failure) {
      case BlobTrouble trouble -> trouble.kind().word();
      case ProtocolFault fault -> fault.kind().name().toLowerCase(Locale.ROOT);
      case Line.Refused refused -> "iq/" + refused.code();
      default -> failure.getClass().getSimpleName();
    };
  }
}
