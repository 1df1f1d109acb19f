package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of devices, to start ratchets with (messaging.md 4.2, 4.3). */
public final class Bundles {

  private static final int MAX_DEVICES = 20_000;

  private Bundles() {}

  /**
   * A bundle and what came with it.
   *
   * @param deviceIdentity the proof of a companion; it holds for the keys ({@link DeviceProof})
   */
  public record Bundle(PreKeyBundle keys, Optional<byte[]> deviceIdentity) {}

  /** Asks for the keys of devices; about a hundred at a time. */
  public static Node fetch(String id, Collection<Jid> devices) {
    var users = new ArrayList<Node>(devices.size());
    for (Jid device : devices) {
      users.add(Node.of("user").with("jid", device));
    }
    return Iq.get(id, "encrypt", Node.of("key").children(users));
  }

  /**
   * By the address that was asked for. Empty for a device that the server has no keys of, or none
   * that can be used: its message goes to the others all the same.
   *
   * @throws ProtocolFault if there is no list, or somebody in it without an address
   */
  public static Map<Jid, Optional<PreKeyBundle>> read(Node reply) {
    Map<Jid, Optional<PreKeyBundle>> keys = new LinkedHashMap<>();
    readAll(reply).forEach((device, bundle) -> keys.put(device, bundle.map(Bundle::keys)));
    return Collections.unmodifiableMap(keys);
  }

  /** As {@link #read}, with the proofs of companions. */
  public static Map<Jid, Optional<Bundle>> readAll(Node reply) {
    List<Node> users = NodeReader.requiredChild(reply, "list").childrenOf("user");
    StanzaReader.requireAtMost(MAX_DEVICES, users.size(), "iq/list");
    Map<Jid, Optional<Bundle>> bundles = new LinkedHashMap<>();
    for (Node user : users) {
      bundles.put(StanzaReader.requiredUser(user, "jid"), bundle(user));
    }
    return Collections.unmodifiableMap(bundles);
  }

  /** Replaces our signed pre-key. The answer is empty. */
  public static Node rotate(String id, SignedPreKey key) {
    return Iq.set(id, "encrypt", Node.of("rotate").children(KeyNodes.signedPreKey(key)));
  }

  /** What one device published must not spoil the bundles of the others. */
  private static Optional<Bundle> bundle(Node user) {
    if (user.child("error").isPresent()) {
      return Optional.empty();
    }
    try {
      PreKeyBundle keys = KeyNodes.bundle(KeyNodes.registrationId(user), user);
      return Optional.of(new Bundle(keys, KeyNodes.deviceIdentity(user)));
    } catch (ProtocolFault _) {
      return Optional.empty();
    }
  }
}
