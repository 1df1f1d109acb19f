package dev.wharf.protocol.stanza.chat;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.AdvScheme;
import dev.wharf.protocol.proto.ADVDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.Arrays;
import java.util.Random;

/** People, devices and keys of these tests. */
final class Samples {

  static final Own OWN = new Own(Jid.phone("5511987654321", 5), Jid.lid("123456789012345", 5));
  static final Jid ANA = Jid.phone("15551234567", 33);
  static final Jid ANA_LID = Jid.lid("987654321098765", 33);
  static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  static final MessageId ID = new MessageId("3EB0C0FFEE");
  static final long T = 1_700_000_000;

  static final KeyPair IDENTITY = KeyPair.ofPrivate(filled(32, 0x22));
  static final KeyPair ACCOUNT = KeyPair.ofPrivate(filled(32, 0x44));
  static final PreKey PRE_KEY = new PreKey(0x010203, KeyPair.ofPrivate(filled(32, 0x33)));
  static final SignedPreKey SIGNED = SignedPreKey.create(7, IDENTITY, new Random(1));

  private Samples() {}

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static EncryptedMessage preKeyMessage() {
    return new EncryptedMessage(EncryptedMessage.Type.PRE_KEY_MESSAGE, new byte[] {1, 2});
  }

  static EncryptedMessage message() {
    return new EncryptedMessage(EncryptedMessage.Type.MESSAGE, new byte[] {3, 4});
  }

  static Node enc(String type) {
    return Node.of("enc").with("v", "2").with("type", type).bytes(new byte[] {9});
  }

  /** From Ana. */
  static Node incoming() {
    return Node.of("message")
        .with("from", ANA)
        .with("id", ID.value())
        .with("t", T)
        .with("type", "text")
        .with("notify", "Ana")
        .with("sender_lid", ANA_LID.bare())
        .children(enc("pkmsg"));
  }

  /** From Ana in the group. */
  static Node inGroup() {
    return Node.of("message")
        .with("from", GROUP)
        .with("id", ID.value())
        .with("t", T)
        .with("type", "text")
        .with("participant", ANA_LID)
        .with("participant_pn", ANA.bare())
        .with("addressing_mode", "lid")
        .children(enc("pkmsg"), enc("skmsg"));
  }

  /** What our phone wrote to Ana. */
  static Node ownCopy() {
    return Node.of("message")
        .with("from", OWN.lid().bare())
        .with("recipient", ANA_LID.bare())
        .with("peer_recipient_pn", ANA.bare())
        .with("id", ID.value())
        .with("t", T)
        .with("type", "text")
        .children(enc("msg"));
  }

  /** What our phone tells this device alone. */
  static Node peer() {
    return Node.of("message")
        .with("from", OWN.pn().bare())
        .with("category", "peer")
        .with("id", ID.value())
        .with("t", T)
        .with("type", "text")
        .children(enc("pkmsg"));
  }

  /** A device identity as a companion with {@link #IDENTITY} shows it. */
  static ADVSignedDeviceIdentity.Builder proof(AdvScheme byAccount, AdvScheme byDevice) {
    byte[] details =
        ADVDeviceIdentity.newBuilder()
            .setRawId(1)
            .setTimestamp(T)
            .setKeyIndex(1)
            .build()
            .toByteArray();
    byte[] key = IDENTITY.publicKey();
    byte[] random = filled(64, 0x66);
    return ADVSignedDeviceIdentity.newBuilder()
        .setDetails(ByteString.copyFrom(details))
        .setAccountSignatureKey(ByteString.copyFrom(ACCOUNT.publicKey()))
        .setAccountSignature(
            ByteString.copyFrom(
                Curve25519.sign(
                    ACCOUNT.privateKey(), byAccount.accountMessage(details, key), random)))
        .setDeviceSignature(
            ByteString.copyFrom(
                Curve25519.sign(
                    IDENTITY.privateKey(),
                    byDevice.deviceMessage(details, key, ACCOUNT.publicKey()),
                    random)));
  }

  static Node keys(String tag) {
    return Node.of(tag)
        .children(
            Node.of("registration").bytes(new byte[] {0, 0, 0x12, 0x34}),
            Node.of("type").bytes(new byte[] {5}),
            Node.of("identity").bytes(IDENTITY.publicKey()),
            KeyNodes.preKey(PRE_KEY),
            KeyNodes.signedPreKey(SIGNED));
  }

  /** The node without its children of that tag, and with these instead. */
  static Node replacing(Node node, String tag, Node... instead) {
    var children = new java.util.ArrayList<Node>(node.childList());
    children.removeIf(child -> child.tag().equals(tag));
    children.addAll(Arrays.asList(instead));
    return node.children(children);
  }

  /** The node without that attribute. */
  static Node without(Node node, String key) {
    var attributes = new java.util.LinkedHashMap<>(node.attributes());
    attributes.remove(key);
    return new Node(node.tag(), attributes, node.content());
  }
}
