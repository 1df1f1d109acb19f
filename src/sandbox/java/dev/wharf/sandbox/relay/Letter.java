package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.post.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message as a client sends it (messaging.md 5.4, 6.1).
 *
 * @param direct ciphertexts outside of copies: for everybody in a group, or for the addressee
 * @param copies ciphertexts for one device each
 * @param proof the device identity, for receivers of a pkmsg
 * @param rest what else receivers get to see
 */
record Letter(
    String id,
    Jid to,
    Optional<Jid> participant,
    Optional<Jid> recipient,
    Node stanza,
    List<Node> direct,
    List<Copy> copies,
    Optional<Node> proof,
    List<Node> rest) {

  private static final Set<String> TYPES = Set.of("pkmsg", "msg", "skmsg", "msmsg");

  /** Read by the server only, or read here. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("enc", "participants", "device-identity", "reporting", "tctoken", "cstoken");

  record Copy(Jid to, List<Node> ciphertexts) {}

  /** Faults if strict receivers could not make sense of it. */
  static Letter read(Node stanza) {
    NodeReader.requiredString(stanza, "type");
    var direct = ciphertexts(stanza);
    var copies = new ArrayList<Copy>();
    for (Node participants : stanza.childrenOf("participants")) {
      for (Node to : participants.childrenOf("to")) {
        copies.add(new Copy(address(to, "jid"), ciphertexts(to)));
      }
    }
    if (direct.isEmpty() && copies.stream().allMatch(copy -> copy.ciphertexts().isEmpty())) {
      throw new ProtocolFault(ProtocolFault.Kind.MISSING, "message/enc", "is not there");
    }
    return new Letter(
        NodeReader.requiredString(stanza, "id"),
        address(stanza, "to"),
        Addresses.read(stanza, "participant"),
        Addresses.read(stanza, "recipient"),
        stanza,
        direct,
        copies,
        stanza.child("device-identity"),
        stanza.childList().stream().filter(c -> !NOT_PASSED_ON.contains(c.tag())).toList());
  }

  /** Whether it is meant for the own phone only. */
  boolean isPeer() {
    return stanza.string("category").equals(Optional.of("peer"));
  }

  private static List<Node> ciphertexts(Node parent) {
    List<Node> found = parent.childrenOf("enc");
    for (Node enc : found) {
      NodeReader.requiredString(enc, "v");
      NodeReader.requiredBytes(enc);
      if (!TYPES.contains(NodeReader.requiredString(enc, "type"))) {
        throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "enc@type", "is no known type");
      }
    }
    return found;
  }

  private static Jid address(Node node, String key) {
    return Addresses.read(node, key)
        .filter(jid -> !jid.user().isEmpty())
        .orElseThrow(
            () ->
                new ProtocolFault(
                    ProtocolFault.Kind.MISSING, node.tag() + '@' + key, "is no address"));
  }
}
