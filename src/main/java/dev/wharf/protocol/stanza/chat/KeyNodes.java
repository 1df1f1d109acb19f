package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Public keys as nodes, the same in bundles and in retry receipts (messaging.md 4.2, 7.4). */
final class KeyNodes {

  private static final int ID_LENGTH = 3;

  private KeyNodes() {}

  static Node preKey(PreKey key) {
    return Node.of("key")
        .children(
            Node.of("id").bytes(key.idBytes()), Node.of("value").bytes(key.keyPair().publicKey()));
  }

  static Node signedPreKey(SignedPreKey key) {
    return Node.of("skey")
        .children(
            Node.of("id").bytes(key.idBytes()),
            Node.of("value").bytes(key.keyPair().publicKey()),
            Node.of("signature").bytes(key.signature()));
  }

  /**
   * The bundle whose parts are children of {@code keys}.
   *
   * @throws ProtocolFault {@code MISSING} or {@code MALFORMED}; {@code FORGED} if a device identity
   *     is there and does not hold
   */
  static PreKeyBundle bundle(int registrationId, Node keys) {
    byte[] type = NodeReader.requiredBytes(NodeReader.requiredChild(keys, "type"), 1);
    if (type[0] != SignedPreKey.KEY_TYPE) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "keys/type", "is no X25519 key");
    }
    PublicKey identity = publicKey(NodeReader.requiredChild(keys, "identity"));
    Node signed = NodeReader.requiredChild(keys, "skey");
    var signedPreKey =
        new PreKeyBundle.SignedKey(
            id(signed),
            publicKey(NodeReader.requiredChild(signed, "value")),
            NodeReader.requiredBytes(
                NodeReader.requiredChild(signed, "signature"), Curve25519.SIGNATURE_LENGTH));
    Optional<PreKeyBundle.OneTimeKey> oneTime = keys.child("key").map(KeyNodes::oneTime);
    Optional<byte[]> proof = deviceIdentity(keys);
    if (proof.isPresent() && !DeviceProof.holds(proof.get(), identity)) {
      throw new ProtocolFault(
          ProtocolFault.Kind.FORGED, "keys/device-identity", "is not of this device");
    }
    return new PreKeyBundle(registrationId, identity, signedPreKey, oneTime);
  }

  static Optional<byte[]> deviceIdentity(Node keys) {
    return keys.child("device-identity").map(NodeReader::requiredBytes);
  }

  /** Four bytes, big-endian, and never above 31 bits. */
  static int registrationId(Node parent) {
    Node node = NodeReader.requiredChild(parent, "registration");
    int value = ByteBuffer.wrap(NodeReader.requiredBytes(node, Integer.BYTES)).getInt();
    if (value < 0) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "registration", "out of range");
    }
    return value;
  }

  private static PreKeyBundle.OneTimeKey oneTime(Node key) {
    return new PreKeyBundle.OneTimeKey(id(key), publicKey(NodeReader.requiredChild(key, "value")));
  }

  private static PublicKey publicKey(Node node) {
    return new PublicKey(NodeReader.requiredBytes(node, Curve25519.KEY_LENGTH));
  }

  private static int id(Node key) {
    byte[] id = NodeReader.requiredBytes(NodeReader.requiredChild(key, "id"), ID_LENGTH);
    return (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF;
  }
}
