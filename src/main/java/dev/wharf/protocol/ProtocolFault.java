package dev.wharf.protocol;

/**
 * What is wrong with bytes from outside. The one exception of the protocol packages: stackless,
 * with a kind to decide on and a path that says where. Never carries key material or message text.
 */
public final class ProtocolFault extends RuntimeException {

  public enum Kind {
    /** Ends before it should. */
    TRUNCATED,
    /** Larger, deeper or longer than the limit allows. */
    TOO_LARGE,
    /** Not what the format allows at this place. */
    MALFORMED,
    /** A field or attribute that must be there is not. */
    MISSING,
    /** An authentication tag, MAC or signature does not match. */
    FORGED,
    /** A certificate is not valid now, or not for this key or issuer. */
    UNTRUSTED,
    /** A public key that leads to an all-zero secret, or of the wrong length. */
    WEAK_KEY
  }

  private final Kind kind;
  private final String path;

  /**
   * @param path where, outermost first, for example {@code frame.length} or {@code
   *     iq/pair-success/device@jid}
   */
  public ProtocolFault(Kind kind, String path, String message) {
    super(path + ": " + message, null, false, false);
    this.kind = kind;
    this.path = path;
  }

  public Kind kind() {
    return kind;
  }

  public String path() {
    return path;
  }
}
