package dev.wharf.session;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.ContentOnslaught;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.OwnDevice;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.MutatedNodes;
import dev.wharf.protocol.stanza.chat.Own;
import dev.wharf.protocol.stanza.chat.StanzaOnslaught;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a hostile server and a hostile peer say to one device: stanzas that are nearly right, and
 * messages that are sealed as they should be around contents that are not.
 */
final class HostileStanzas {

  private static final Jid STRANGER = Jid.lid("700000000000001", 0);
  private static final long T = 1_700_000_000;

  private final RandomGenerator random;
  private final Own own;
  private final PreKeyBundle bundle;
  private final OwnDevice peer;
  private final MutatedNodes nodes;
  private final MutatedBytes bytes;
  private final List<Node> models;
  private final List<byte[]> contents = ContentOnslaught.genuine();
  private final Map<Jid, Ratchet> ratchets = new HashMap<>();
  private int count;

  HostileStanzas(RandomGenerator random, Own own, DeviceKeys keys) {
    this.random = random;
    this.own = own;
    var signed = keys.signedPreKey();
    this.bundle =
        new PreKeyBundle(
            keys.registrationId(),
            PublicKey.of(keys.identity()),
            new PreKeyBundle.SignedKey(
                signed.id(), PublicKey.of(signed.keyPair()), signed.signature()),
            Optional.empty());
    this.peer = new OwnDevice(KeyPair.generate(random), 4711);
    this.nodes = new MutatedNodes(random);
    this.bytes = new MutatedBytes(random);
    this.models = StanzaOnslaught.genuine().stream().map(this::addressed).toList();
  }

  private Ratchet started() {
    return switch (RatchetCipher.start(peer, Ratchet.NONE, bundle, random)) {
      case RatchetCipher.Started it -> it.ratchet();
      case RatchetCipher.BadBundle _ -> throw new AssertionError("the device's keys are bad");
    };
  }

  /** So many payloads, none of which ends the link by what it says. */
  List<byte[]> next(int many) {
    var all = new ArrayList<byte[]>();
    while (all.size() < many) {
      Node node = random.nextInt(4) == 0 ? sealed() : turned();
      if (!ends(node)) {
        all.add(NodeEncoder.encode(node));
      }
    }
    return all;
  }

  private static boolean ends(Node node) {
    return switch (Inbound.parse(node)) {
      case Inbound.Failure _,
          Inbound.StreamError _,
          Inbound.StreamEnd _,
          Inbound.PairDevice _,
          Inbound.PairSuccessIq _ ->
          true;
      case Inbound _ -> false;
    };
  }

  private Node turned() {
    return nodes.next(models.stream().map(this::named).toList());
  }

  /** Under an id of its own, so that it is not taken for one that came before. */
  private Node named(Node node) {
    return random.nextInt(4) == 0 ? node : node.with("id", "HOSTILE" + count++);
  }

  /** From a stranger or from our phone. Opens as it should; what is in or around it is turned. */
  private Node sealed() {
    boolean byPhone = random.nextInt(3) == 0;
    Node message = message(byPhone ? own.lid().bare() : STRANGER, bytes.next(contents));
    if (byPhone && random.nextBoolean()) {
      message = message.with("category", "peer");
    }
    return random.nextInt(4) == 0 ? nodes.next(List.of(message)) : message;
  }

  /** A message that opens. */
  Node message(Jid from, byte[] content) {
    return Node.of("message")
        .with("from", from)
        .with("id", "SEALED" + count++)
        .with("t", T + count)
        .with("type", "text")
        .with("notify", "Nobody\0")
        .with("sender_pn", Jid.phone("15550001111", 0))
        .children(
            Node.of("enc").with("v", "2").with("type", "pkmsg").bytes(seal(from, content).bytes()));
  }

  private EncryptedMessage seal(Jid from, byte[] content) {
    Ratchet ratchet = ratchets.computeIfAbsent(from, it -> started());
    return switch (RatchetCipher.encrypt(peer, ratchet, Padding.pad(content, random))) {
      case Encryption.Encrypted(var moved, var message) -> {
        ratchets.put(from, moved);
        yield message;
      }
      case Encryption.NoRatchet _ -> throw new AssertionError("no ratchet");
    };
  }

  /** What no table or index takes, and what says the same thing twice. */
  List<byte[]> poison() {
    Jid zero = Jid.lid("7\0007", 0);
    Jid endless = Jid.lid("7".repeat(9_000), 0);
    byte[] hello = contents.getFirst();
    Jid group = Jid.of("120363000000000077", Jid.GROUP_SERVER);
    var all = new ArrayList<Node>();
    for (Jid from : List.of(zero, endless)) {
      all.add(message(from, hello));
      all.add(message(STRANGER, hello).with("notify", "x".repeat(1 << 17)));
      all.add(groupMessage(group, from, hello));
      all.add(receipt(from).with("type", "read"));
      all.add(receipt(group).with("participant", from));
      all.add(notice(from, "encrypt", Node.of("identity")));
      all.add(notice(from, "devices", Node.of("remove").with("device_hash", "2:x")));
      all.add(notice(group, "w:gp2", create(group, from)));
      all.add(notice(group, "w:gp2", Node.of("add").children(member(from), member(from))));
    }
    all.add(
        notice(
            group,
            "w:gp2",
            Node.of("subject").with("subject", "s\0".repeat(9_000)).with("s_t", T)));
    return all.stream().map(NodeEncoder::encode).toList();
  }

  private Node groupMessage(Jid group, Jid from, byte[] content) {
    return message(group, content).with("participant", from).with("addressing_mode", "lid");
  }

  private Node receipt(Jid from) {
    return Node.of("receipt").with("from", from).with("id", "RECEIPT" + count++).with("t", T);
  }

  private Node notice(Jid from, String type, Node child) {
    return Node.of("notification")
        .with("from", from)
        .with("type", type)
        .with("id", "NOTICE" + count++)
        .with("t", T)
        .children(child);
  }

  private static Node create(Jid group, Jid member) {
    return Node.of("create")
        .children(
            Node.of("group")
                .with("id", group.user())
                .with("subject", "Group")
                .with("addressing_mode", "lid")
                .children(member(STRANGER), member(STRANGER), member(member), member(member)));
  }

  private static Node member(Jid jid) {
    return Node.of("participant").with("jid", jid);
  }

  /** With the addresses of our device in place of those of the samples. */
  private Node addressed(Node node) {
    var attributes = new LinkedHashMap<>(node.attributes());
    attributes.replaceAll(
        (key, value) ->
            value instanceof Attribute.Address(var jid)
                ? new Attribute.Address(addressed(jid))
                : value);
    var same = new Node(node.tag(), attributes, node.content());
    return node.childList().isEmpty()
        ? same
        : same.children(node.childList().stream().map(this::addressed).toList());
  }

  private Jid addressed(Jid jid) {
    Own sample = StanzaOnslaught.addressee();
    if (jid.user().equals(sample.pn().user())) {
      return new Jid(own.pn().user(), jid.device(), jid.server());
    }
    return jid.user().equals(sample.lid().user())
        ? new Jid(own.lid().user(), jid.device(), jid.server())
        : jid;
  }
}
