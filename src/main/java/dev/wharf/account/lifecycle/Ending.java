package dev.wharf.account.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a link ended. What each means for the account is in {@link Endings} (connection.md 8.4).
 *
 * @param wireCode the code the server gave, 0 if none
 * @param retryAfter how long the server asked to wait, if it did
 */
public record Ending(Kind kind, int wireCode, @Nullable Duration retryAfter) {

  public enum Kind {
    /** 515: the server asks for a new connection. */
    RESTART,
    /** The phone or the server unlinked this device. */
    UNLINKED,
    /** 401 on the stream without saying that the device was removed. */
    UNAUTHORIZED,
    /** The same device connected elsewhere. */
    REPLACED,
    TEMPORARILY_BANNED,
    /** 403: the account is locked or its phone is logged out. */
    LOCKED,
    BANNED,
    /** 405: our client version is too old. */
    OUTDATED,
    /** 409: the user agent is refused. */
    AGENT_REFUSED,
    /** Another refusal of the server. */
    REFUSED,
    RATE_LIMITED,
    /** The server has trouble of its own: 500, 501, 503. */
    SERVER_TROUBLE,
    /** The server ended the stream without a complaint. */
    RECYCLED,
    /** No connection, or it broke, or it fell silent. */
    NETWORK,
    /** The server could not prove who it is. */
    UNTRUSTED,
    /** A frame that does not decrypt or parse: the stream cannot go on. */
    GARBLED,
    /** The pairing answer was forged or for another secret. */
    PAIRING_FORGED,
    /** The stored credentials cannot be used. */
    CREDENTIALS
  }

  /**
   * Who is behind it, for people: {@code server}, {@code phone}, {@code network}, {@code wharf}.
   */
  public String origin() {
    return switch (kind) {
      case UNLINKED -> "phone";
      case NETWORK, UNTRUSTED, GARBLED -> "network";
      case CREDENTIALS -> "wharf";
      case RESTART,
          UNAUTHORIZED,
          REPLACED,
          TEMPORARILY_BANNED,
          LOCKED,
          BANNED,
          OUTDATED,
          AGENT_REFUSED,
          REFUSED,
          RATE_LIMITED,
          SERVER_TROUBLE,
          RECYCLED,
          PAIRING_FORGED ->
          "server";
    };
  }

  public static Ending of(Kind kind) {
    return new Ending(kind, 0, null);
  }

  public static Ending of(Kind kind, int wireCode) {
    return new Ending(kind, wireCode, null);
  }
}
