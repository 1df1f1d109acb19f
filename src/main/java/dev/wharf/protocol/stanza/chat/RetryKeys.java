package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Our keys in a retry receipt, so that the other side can start anew at once (messaging.md 7.4).
 *
 * @param identity 32 bytes
 * @param key a one-time pre-key of its own, which the server does not hold
 */
public record RetryKeys(
    byte[] identity, Optional<PreKey> key, SignedPreKey signed, byte[] deviceIdentity) {

  Node node() {
    var parts = new ArrayList<Node>();
    parts.add(Node.of("type").bytes(new byte[] {SignedPreKey.KEY_TYPE}));
    parts.add(Node.of("identity").bytes(identity));
    key.map(KeyNodes::preKey).ifPresent(parts::add);
    parts.add(KeyNodes.signedPreKey(signed));
    parts.add(Node.of("device-identity").bytes(deviceIdentity));
    return Node.of("keys").children(parts);
  }
}
