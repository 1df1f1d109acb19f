package dev.wharf.sandbox.phone;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.sandbox.account.KeyBundle;
import dev.wharf.sandbox.iq.BundleNodes;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asking for a message again, both ways (messaging.md 7.4). */
final class Retry {

  private static final int KEY = 32;
  private static final int SIGNATURE = 64;

  private Retry() {}

  /** The receipt that asks, with keys to start anew with. */
  static Node ask(Arrived message, int count, int reason, KeyBundle keys) {
    Node retry =
        Node.of("retry")
            .with("count", count)
            .with("id", message.id())
            .with("t", message.stanza().string("t").orElse("0"))
            .with("v", "1")
            .with("error", reason);
    Node receipt = message.receipt().with("type", "retry");
    Node named = message.isPeer() ? receipt.with("category", "peer") : receipt;
    return named.children(
        retry,
        BundleNodes.registration(keys.registrationId()),
        Node.of("keys").children(BundleNodes.keys(keys)));
  }

  /** For which time it is asked. */
  static int count(Node receipt) {
    return receipt
        .child("retry")
        .flatMap(retry -> retry.string("count"))
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::parseInt)
        .orElse(1);
  }

  /** The keys that come with it. Empty if there are none, or none that can be read. */
  static Optional<PreKeyBundle> bundle(Node receipt) {
    try {
      return receipt.child("keys").map(keys -> bundle(receipt, keys));
    } catch (ProtocolFault _) {
      return Optional.empty();
    }
  }

  private static PreKeyBundle bundle(Node receipt, Node keys) {
    byte[] registration = bytes(receipt, 4, "registration");
    return new PreKeyBundle(
        ByteBuffer.wrap(registration).getInt(),
        new PublicKey(bytes(keys, KEY, "identity")),
        new PreKeyBundle.SignedKey(
            id(keys, "skey"),
            new PublicKey(bytes(keys, KEY, "skey", "value")),
            bytes(keys, SIGNATURE, "skey", "signature")),
        keys.child("key")
            .map(
                _ ->
                    new PreKeyBundle.OneTimeKey(
                        id(keys, "key"), new PublicKey(bytes(keys, KEY, "key", "value")))));
  }

  private static int id(Node keys, String key) {
    byte[] id = bytes(keys, 3, key, "id");
    return (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF;
  }

  private static byte[] bytes(Node node, int length, String... path) {
    return NodeReader.requiredBytes(NodeReader.requiredChild(node, path), length);
  }
}
