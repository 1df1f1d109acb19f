package dev.wharf.session.message;

import dev.wharf.protocol.signal.DecryptFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a message is asked for again, as the wire numbers it (messaging.md 7.4). */
enum RetryReason {
  UNKNOWN(0),
  NO_SESSION(1),
  INVALID_KEY_ID(3),
  INVALID_MESSAGE(4),
  FUTURE_MESSAGE(6),
  BAD_MAC(7),
  /** The server had nothing for this device. */
  UNAVAILABLE(0);

  private final int code;

  RetryReason(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the sender has to begin anew with us. */
  boolean needsKeys() {
    return this == NO_SESSION || this == INVALID_KEY_ID;
  }

  static RetryReason of(@Nullable DecryptFailure failure) {
    return switch (failure) {
      case null -> UNKNOWN;
      case DecryptFailure.Duplicate _ -> UNKNOWN;
      case DecryptFailure.NoRatchet _ -> NO_SESSION;
      case DecryptFailure.NoPreKey _ -> INVALID_KEY_ID;
      case DecryptFailure.BadMac _ -> BAD_MAC;
      case DecryptFailure.TooFarAhead _ -> FUTURE_MESSAGE;
      case DecryptFailure.Malformed _ -> INVALID_MESSAGE;
    };
  }
}
