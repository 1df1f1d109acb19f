package dev.wharf.protocol.noise;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.frame.Frame;

/**
 * One direction of an established link: AES-256-GCM with empty associated data and a counter of its
 * own (connection.md 2.1). Belongs to one link and one thread. A frame that does not decrypt is the
 * end: both counters would be off from then on, so the cipher refuses all further work.
 */
public final class TransportCipher {

  /** The longest plain payload whose sealed form still fits a frame. */
  public static final int MAX_PLAIN = Frame.MAX - AeadKey.TAG;

  private static final String PATH = "transport.frame";
  private static final byte[] NO_DATA = {};

  private final AeadKey key;
  private boolean broken;

  /**
   * @param key 32 bytes
   */
  TransportCipher(byte[] key) {
    this.key = new AeadKey(key);
  }

  /**
   * Seals the next frame's payload.
   *
   * @throws ProtocolFault {@code TOO_LARGE} if the sealed payload would not fit a frame; the cipher
   *     stays usable
   */
  public byte[] encrypt(byte[] plain) {
    requireUsable();
    if (plain.length > MAX_PLAIN) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, PATH, plain.length + " > " + MAX_PLAIN);
    }
    return key.encrypt(plain, NO_DATA, PATH);
  }

  /**
   * Opens the next frame's payload.
   *
   * @throws ProtocolFault {@code FORGED} if it was not sealed by the peer as the next frame; the
   *     cipher is unusable then
   */
  public byte[] decrypt(byte[] sealed) {
    requireUsable();
    try {
      return key.decrypt(sealed, NO_DATA, PATH);
    } catch (ProtocolFault fault) {
      broken = true;
      throw fault;
    }
  }

  private void requireUsable() {
    if (broken) {
      throw new ProtocolFault(ProtocolFault.Kind.FORGED, PATH, "after a forged frame");
    }
  }
}
