package dev.wharf.keystore.ratchet;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.SkippedKey;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * The row of a ratchet or of a sender's keys, as its primary key has it.
 *
 * @param group empty for a ratchet
 * @param peer without its device
 */
record Place(String group, String peer, int device) implements Comparable<Place> {

  /** All who write many rows do so in this order, so that no two wait for each other. */
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::group).thenComparing(Place::peer).thenComparing(Place::device);

  /** Ratchets come before it, senders' keys after it. */
  static final Place FIRST_OF_GROUPS = new Place("\0", "", 0);

  static Place of(Jid peer) {
    return new Place("", text(peer), peer.device());
  }

  static Place of(Jid group, Jid sender) {
    return new Place(text(group), text(sender), sender.device());
  }

  static String text(Jid jid) {
    return jid.bare().toString();
  }

  static Jid jid(String peer, int device) {
    int at = peer.lastIndexOf('@');
    return new Jid(peer.substring(0, at), device, peer.substring(at + 1));
  }

  Jid jid() {
    return jid(peer, device);
  }

  /** What the box of this row is bound to. Unambiguous: the lengths of all but the last show. */
  String row() {
    return group.isEmpty()
        ? device + ":" + peer
        : device + ":" + group.length() + ":" + group + peer;
  }

  /** What the box of a skipped key is bound to. */
  String row(SkippedKey.Id id) {
    return id.counter() + ":" + hex(id.chain()) + ":" + row();
  }

  private static String hex(ChainId chain) {
    return HexFormat.of().formatHex(chain.bytes());
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
