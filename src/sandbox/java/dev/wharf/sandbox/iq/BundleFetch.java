package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.KeyBundle;
import dev.wharf.sandbox.post.Addresses;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Key bundles of devices, the phone among them, under phone number or hidden id (messaging.md 4.2).
 * A one-time key is given out once.
 */
final class BundleFetch implements IqHandler {

  private static final Node UNKNOWN_DEVICE =
      Node.of("error").with("code", 406).with("text", "not-acceptable");

  @Override
  public Reply answer(Iq iq, Caller caller) {
    var users = new ArrayList<Node>();
    for (Node user : NodeReader.requiredChild(iq.node(), "key").childrenOf("user")) {
      Addresses.read(user, "jid").ifPresent(jid -> users.add(bundle(jid, caller)));
    }
    return Reply.of(Node.of("list").children(users));
  }

  private static Node bundle(Jid jid, Caller caller) {
    Node user = Node.of("user").with("jid", jid);
    Optional<Account> account = caller.accounts().byJid(jid);
    Optional<KeyBundle> bundle = account.flatMap(it -> it.bundle(jid.device(), caller.random()));
    if (bundle.isEmpty()) {
      return user.children(UNKNOWN_DEVICE);
    }
    caller.keysTaken(account.get(), jid.device());
    return user.children(BundleNodes.bundle(bundle.get()));
  }
}
