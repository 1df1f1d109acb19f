package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.PhoneKeys;
import dev.wharf.sandbox.account.PreKeyPool;
import dev.wharf.sandbox.account.SignedPreKey;
import dev.wharf.sandbox.post.Addresses;
import java.util.ArrayList;
import java.util.List;
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
    if (account.isEmpty()) {
      return user.children(UNKNOWN_DEVICE);
    }
    if (jid.device() == 0) {
      return user.children(phone(account.get(), caller));
    }
    return account
        .get()
        .device(jid.device())
        .map(device -> user.children(companion(account.get(), device, caller)))
        .orElse(user.children(UNKNOWN_DEVICE));
  }

  private static List<Node> phone(Account account, Caller caller) {
    PhoneKeys keys = account.keys();
    Optional<PreKeyPool.OneTime> oneTime = Optional.of(keys.take(caller.random()));
    byte[] identity = keys.identity().publicKey();
    return parts(keys.registrationId(), identity, oneTime, keys.signed());
  }

  private static List<Node> companion(Account account, Device device, Caller caller) {
    var enrolment = device.enrolment();
    List<Node> parts =
        parts(
            enrolment.registrationId(),
            enrolment.identity(),
            device.preKeys().take(),
            device.preKeys().signed());
    parts.add(Node.of("device-identity").bytes(enrolment.signedIdentity()));
    caller.keysTaken(account, device);
    return parts;
  }

  private static List<Node> parts(
      int registrationId,
      byte[] identity,
      Optional<PreKeyPool.OneTime> oneTime,
      SignedPreKey signed) {
    var parts = new ArrayList<Node>();
    parts.add(Node.of("registration").bytes(Wire.int32(registrationId)));
    parts.add(Node.of("type").bytes(new byte[] {5}));
    parts.add(Node.of("identity").bytes(identity));
    oneTime.ifPresent(
        key ->
            parts.add(
                Node.of("key")
                    .children(
                        Node.of("id").bytes(Wire.int24(key.id())),
                        Node.of("value").bytes(key.publicKey()))));
    parts.add(EncryptIq.skey(signed));
    return parts;
  }
}
