package dev.wharf.protocol.pairing;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our answer to {@code pair-success} (connection.md 4.5). Whatever the server sends, there is an
 * answer and no exception.
 */
public final class PairSuccess {

  public sealed interface Outcome {

    /** What to send back. */
    Node reply();

    /**
     * We are paired.
     *
     * @param identity to be stored before the reply leaves
     * @param reply the {@code pair-device-sign} result; the server then asks for a restart (515)
     */
    record Accepted(PairingIdentity identity, Node reply) implements Outcome {}

    /**
     * We are not.
     *
     * @param reply an iq error
     * @param reason stable: {@code device-identity-missing}, {@code device-identity-malformed},
     *     {@code hmac-mismatch}, {@code signature-mismatch}, {@code device-signature-failed},
     *     {@code identity-missing} (the answer names no address of ours) or {@code lid-missing}
     */
    record Refused(Node reply, String reason) implements Outcome {}
  }

  /** Fits the number that a login names its user with. */
  private static final Pattern HIDDEN_USER = Pattern.compile("[1-9][0-9]{0,17}");

  private PairSuccess() {}

  /**
   * @param iq the whole stanza
   * @param signatureRandom 64 fresh random bytes for the device signature
   */
  public static Outcome answer(Node iq, DeviceKeys keys, byte[] signatureRandom) {
    Node success = iq.child("pair-success").orElseGet(() -> Node.of("pair-success"));
    Optional<byte[]> container = success.child("device-identity").flatMap(Node::bytes);
    if (container.isEmpty()) {
      return refuse(iq, Refusal.DEVICE_IDENTITY_MISSING);
    }
    return switch (DeviceIdentity.open(container.get(), keys, signatureRandom)) {
      case DeviceIdentity.Rejected(var refusal) -> refuse(iq, refusal);
      case DeviceIdentity.Verified verified -> accept(iq, success, verified);
    };
  }

  private static Outcome accept(Node iq, Node success, DeviceIdentity.Verified verified) {
    Optional<Node> device = success.child("device");
    Optional<Jid> self = device.flatMap(node -> node.jid("jid")).filter(PairSuccess::isOurs);
    if (self.isEmpty()) {
      return refuse(iq, Refusal.IDENTITY_MISSING);
    }
    Optional<Jid> lid =
        device.flatMap(node -> node.jid("lid")).filter(jid -> isHidden(jid) && jid.device() != 0);
    if (lid.isEmpty()) {
      return refuse(iq, Refusal.LID_MISSING);
    }
    if (self.get().isLid() && !self.equals(lid)) {
      return refuse(iq, Refusal.IDENTITY_MISSING);
    }
    var identity =
        new PairingIdentity(
            self.get(),
            lid.get(),
            name(success, "platform"),
            name(success, "biz"),
            verified.signed().getAccountSignatureKey().toByteArray(),
            verified.keyIndex(),
            verified.signed().toByteArray());
    return new Outcome.Accepted(identity, sign(iq, verified));
  }

  private static boolean isOurs(Jid jid) {
    return (PhoneNumber.of(jid).isPresent() || isHidden(jid)) && jid.device() != 0;
  }

  private static boolean isHidden(Jid jid) {
    return jid.isLid() && HIDDEN_USER.matcher(jid.user()).matches();
  }

  private static @Nullable String name(Node success, String tag) {
    return success.child(tag).flatMap(node -> node.string("name")).orElse(null);
  }

  private static Node sign(Node iq, DeviceIdentity.Verified verified) {
    Node identity =
        Node.of("device-identity")
            .with("key-index", Integer.toUnsignedLong(verified.keyIndex()))
            .bytes(verified.reply());
    return reply(iq, "result").children(Node.of("pair-device-sign").children(identity));
  }

  private static Outcome refuse(Node iq, Refusal refusal) {
    Node error = Node.of("error").with("code", refusal.code()).with("text", refusal.text());
    return new Outcome.Refused(reply(iq, "error").children(error), refusal.reason());
  }

  private static Node reply(Node iq, String type) {
    Node reply = Node.of("iq").with("to", Jid.SERVER).with("type", type);
    return iq.string("id").map(id -> reply.with("id", id)).orElse(reply);
  }
}
