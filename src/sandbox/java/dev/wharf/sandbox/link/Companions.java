package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Tells the companions of an account that one was added or removed (messaging.md 4.5). */
final class Companions {

  private static final int HASH_BYTES = 6;

  private Companions() {}

  static void tellAdded(World world, Account account, Device device) {
    Node list = keyIndexList(world).bytes(account.keyIndexList(world.now(), world.random()));
    tell(world, account, device, "add", list);
  }

  static void tellRemoved(World world, Account account, Device device) {
    tell(world, account, device, "remove", keyIndexList(world));
  }

  private static void tell(World world, Account account, Device device, String what, Node list) {
    List<Login> others = world.presences().online(account);
    others.removeIf(login -> login.device() == device);
    if (others.isEmpty()) {
      return;
    }
    Node change =
        Node.of(what)
            .with("device_hash", hash(account))
            .children(
                Node.of("device")
                    .with("jid", account.phoneJid(device.id()))
                    .with("lid", account.lidJid(device.id()))
                    .with("key-index", device.enrolment().keyIndex()),
                list);
    for (Login other : others) {
      other.notify(account.phoneJid(0), "devices", account.lidJid(0), change);
    }
  }

  private static Node keyIndexList(World world) {
    return Node.of("key-index-list").with("ts", world.now().getEpochSecond());
  }

  /** The participant hash over all devices of the account, the phone included. */
  static String hash(Account account) {
    var addresses = new ArrayList<String>();
    addresses.add(account.phone() + ".0:0@s.whatsapp.net");
    account
        .devices()
        .forEach(d -> addresses.add(account.phone() + ".0:" + d.id() + "@s.whatsapp.net"));
    addresses.sort(null);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      addresses.forEach(a -> sha256.update(a.getBytes(StandardCharsets.US_ASCII)));
      byte[] hash = java.util.Arrays.copyOf(sha256.digest(), HASH_BYTES);
      return "2:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
