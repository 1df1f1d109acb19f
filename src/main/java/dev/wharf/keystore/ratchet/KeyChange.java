package dev.wharf.keystore.ratchet;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SkippedChange;
import java.util.Collection;
import java.util.List;

/** One thing that a message, read or written, does to the stored keys. */
public sealed interface KeyChange {

  /** Takes the place of the ratchet that was there, if one was. */
  record RatchetMoved(Jid peer, Ratchet ratchet, SkippedChange skipped) implements KeyChange {}

  /** The identity of a device, as of a message that was opened or a bundle that was used. */
  record IdentitySeen(Jid peer, PublicKey identity) implements KeyChange {}

  /** A one-time pre-key that has served. */
  record PreKeyUsed(int id) implements KeyChange {}

  /** Take the place of the sender's keys that were there, if some were. */
  record SenderKeysMoved(Jid group, Jid sender, SenderKeys keys, SkippedChange skipped)
      implements KeyChange {}

  /** The key that we send with, one message on. Who holds it does not change. */
  record OwnSenderKeyMoved(Jid group, OwnSenderKey key) implements KeyChange {}

  /** Devices that hold our present key from now on. There must be one. */
  record SenderKeyGiven(Jid group, Collection<Jid> devices) implements KeyChange {

    public SenderKeyGiven {
      devices = List.copyOf(devices);
    }
  }

  /** A new key of ours, which nobody holds yet. */
  record SenderKeyRenewed(Jid group, OwnSenderKey key) implements KeyChange {}

  /** We send with no key any more: the next message needs a new one. */
  record SenderKeyDropped(Jid group) implements KeyChange {}
}
