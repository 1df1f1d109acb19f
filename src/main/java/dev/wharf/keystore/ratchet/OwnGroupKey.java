package dev.wharf.keystore.ratchet;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.OwnSenderKey;
import java.util.Optional;
import java.util.Set;

/**
 * What we send to one group with.
 *
 * @param holders devices that were given this key; none if there is none
 */
public record OwnGroupKey(Optional<OwnSenderKey> key, Set<Jid> holders) {

  static final OwnGroupKey NONE = new OwnGroupKey(Optional.empty(), Set.of());

  public OwnGroupKey {
    holders = Set.copyOf(holders);
  }
}
