package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.EncryptedMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Messages as we send them (messaging.md 5.4, 5.5, 6.1, 7.4). The device identity may always be
 * given: it goes along only where a copy begins a ratchet.
 */
public final class Messages {

  private Messages() {}

  /**
   * The ciphertext for one device.
   *
   * @param device as it is addressed on the wire
   */
  public record Copy(Jid device, EncryptedMessage message) {}

  /**
   * What may go along to a person.
   *
   * @param phone the phone-number address of a chat that is addressed by its hidden one
   * @param permit what shows that we may write
   */
  public record Extras(Optional<Jid> phone, Optional<Permit> permit) {

    public static final Extras NONE = new Extras(Optional.empty(), Optional.empty());
  }

  /**
   * To a person: one copy for each device, and one for each other device of ours.
   *
   * @param copies at least one
   */
  public static Node toPerson(
      MessageId id,
      Jid to,
      Shape shape,
      List<Copy> copies,
      Optional<byte[]> deviceIdentity,
      Extras extras) {
    if (copies.isEmpty()) {
      throw new IllegalArgumentException("a message to nobody");
    }
    Node message = message(id, to.bare(), shape);
    if (extras.phone().isPresent()) {
      message = message.with("peer_recipient_pn", extras.phone().get().bare());
    }
    var children = new ArrayList<Node>();
    children.add(participants(copies, shape.mediaType(), shape.hidden()));
    proof(copies, deviceIdentity).ifPresent(children::add);
    shape.meta().ifPresent(children::add);
    extras.permit().map(Permit::node).ifPresent(children::add);
    return message.children(children);
  }

  /**
   * To a group.
   *
   * @param addressingMode {@code lid} or {@code pn}
   * @param phash {@link ParticipantHash} over all devices, ours among them
   * @param keyCopies the sender key, for each device that does not have it
   * @param groupCipher the message, with the sender key
   */
  public static Node toGroup(
      MessageId id,
      Jid group,
      Shape shape,
      String addressingMode,
      Optional<String> phash,
      List<Copy> keyCopies,
      byte[] groupCipher,
      Optional<byte[]> deviceIdentity) {
    Node message = message(id, group, shape).with("addressing_mode", addressingMode);
    if (phash.isPresent()) {
      message = message.with("phash", phash.get());
    }
    var children = new ArrayList<Node>();
    if (!keyCopies.isEmpty()) {
      children.add(participants(keyCopies, Optional.empty(), shape.hidden()));
    }
    proof(keyCopies, deviceIdentity).ifPresent(children::add);
    children.add(enc("skmsg", groupCipher, shape.mediaType(), shape.hidden()));
    shape.meta().ifPresent(children::add);
    return message.children(children);
  }

  /**
   * Once more, for the one device that asked; never by {@code participants}, which the server
   * refuses here.
   *
   * @param to where the request came from: that device, or the group
   * @param participant that device, in a group
   * @param recipient the chat, if the device is one of ours
   * @param count of the request
   */
  public static Node again(
      MessageId id,
      Jid to,
      Optional<Jid> participant,
      Optional<Jid> recipient,
      Shape shape,
      Copy copy,
      int count,
      Optional<byte[]> deviceIdentity) {
    Node message = message(id, to, shape);
    if (participant.isPresent()) {
      message = message.with("participant", participant.get());
    } else {
      message = message.with("device_fanout", "false");
    }
    if (recipient.isPresent()) {
      message = message.with("recipient", recipient.get());
    }
    Node enc = enc(copy, shape.mediaType(), shape.hidden()).with("count", count);
    return direct(message, enc, List.of(), List.of(copy), deviceIdentity);
  }

  /** To our own phone, about the account. Not wrapped, and never with a token. */
  public static Node peer(MessageId id, Jid ownBare, Copy copy, Optional<byte[]> deviceIdentity) {
    Node message =
        message(id, ownBare.bare(), Shape.TEXT)
            .with("category", "peer")
            .with("push_priority", "high");
    Node meta = Node.of("meta").with("appdata", "default");
    return direct(
        message, enc(copy, Optional.empty(), false), List.of(meta), List.of(copy), deviceIdentity);
  }

  private static Node direct(
      Node message,
      Node enc,
      Collection<Node> before,
      List<Copy> copies,
      Optional<byte[]> deviceIdentity) {
    var children = new ArrayList<Node>(before);
    children.add(enc);
    proof(copies, deviceIdentity).ifPresent(children::add);
    return message.children(children);
  }

  private static Node message(MessageId id, Jid to, Shape shape) {
    Node message =
        Node.of("message").with("to", to).with("id", id.value()).with("type", shape.type());
    return shape.edit().isPresent() ? message.with("edit", shape.edit().get()) : message;
  }

  private static Node participants(List<Copy> copies, Optional<String> media, boolean hidden) {
    var list = new ArrayList<Node>(copies.size());
    for (Copy copy : copies) {
      list.add(Node.of("to").with("jid", copy.device()).children(enc(copy, media, hidden)));
    }
    return Node.of("participants").children(list);
  }

  private static Node enc(Copy copy, Optional<String> media, boolean hidden) {
    return enc(copy.message().type().wire(), copy.message().bytes(), media, hidden);
  }

  private static Node enc(String type, byte[] bytes, Optional<String> media, boolean hidden) {
    Node enc = Node.of("enc").with("v", "2").with("type", type);
    if (media.isPresent()) {
      enc = enc.with("mediatype", media.get());
    }
    return (hidden ? enc.with("decrypt-fail", "hide") : enc).bytes(bytes);
  }

  private static Optional<Node> proof(List<Copy> copies, Optional<byte[]> deviceIdentity) {
    boolean begins =
        copies.stream()
            .anyMatch(copy -> copy.message().type() == EncryptedMessage.Type.PRE_KEY_MESSAGE);
    return deviceIdentity.filter(_ -> begins).map(bytes -> Node.of("device-identity").bytes(bytes));
  }
}
