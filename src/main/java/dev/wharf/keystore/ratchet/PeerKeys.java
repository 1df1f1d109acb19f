package dev.wharf.keystore.ratchet;

import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import java.util.Optional;

/**
 * What is known of one peer device.
 *
 * @param ratchet {@link Ratchet#NONE} if nothing is agreed
 * @param identity the last one that was stored for it
 */
public record PeerKeys(Ratchet ratchet, Optional<PublicKey> identity) {

  static final PeerKeys NONE = new PeerKeys(Ratchet.NONE, Optional.empty());
}
