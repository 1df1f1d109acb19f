package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.KeyBundle;
import dev.wharf.sandbox.account.PreKeyPool;
import java.util.ArrayList;
import java.util.List;

/** Key bundles as children of the node that hands them out (messaging.md 4.2, 7.4). */
public final class BundleNodes {

  private BundleNodes() {}

  /** The answer to who asked for keys. */
  static List<Node> bundle(KeyBundle bundle) {
    var parts = new ArrayList<Node>();
    parts.add(registration(bundle.registrationId()));
    parts.addAll(keys(bundle));
    return parts;
  }

  /** Without the registration id, as a retry receipt holds them. */
  public static List<Node> keys(KeyBundle bundle) {
    var parts = new ArrayList<Node>();
    parts.add(Node.of("type").bytes(new byte[] {5}));
    parts.add(Node.of("identity").bytes(bundle.identity()));
    bundle.oneTime().map(BundleNodes::key).ifPresent(parts::add);
    parts.add(EncryptIq.skey(bundle.signed()));
    bundle.proof().ifPresent(proof -> parts.add(Node.of("device-identity").bytes(proof)));
    return parts;
  }

  public static Node registration(int registrationId) {
    return Node.of("registration").bytes(Wire.int32(registrationId));
  }

  private static Node key(PreKeyPool.OneTime key) {
    return Node.of("key")
        .children(
            Node.of("id").bytes(Wire.int24(key.id())), Node.of("value").bytes(key.publicKey()));
  }
}
