package dev.wharf.protocol.signal;

/** The content of an {@code enc} node. */
public record EncryptedMessage(Type type, byte[] bytes) {

  public enum Type {
    /** Begins a ratchet: sent until the peer has answered. */
    PRE_KEY_MESSAGE("pkmsg"),
    MESSAGE("msg");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    /** The attribute {@code type}. */
    public String wire() {
      return wire;
    }
  }
}
