package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as it arrives, unopened (messaging.md 7.1).
 *
 * @param chat bare; our own address for what we say to ourselves
 * @param sender with device
 * @param fromMe whether any device of our account sent it
 * @param senderOther the same device in the other namespace, if the server says or it is ours
 * @param chatOther the same chat in the other namespace; never for a group
 * @param at server time
 * @param pushName what the sender calls himself
 * @param peer between our own devices, about the account rather than for people
 * @param offline whether it waited for us
 * @param addressingMode {@code lid} or {@code pn}: how a group names its members
 * @param edit for example {@code 1} for an edit, {@code 7} for a revocation (messaging.md 5.4)
 * @param ciphers in the order in which they must be opened; none if it is only unavailable, or of a
 *     channel
 * @param unavailable why there is nothing to open; an empty text if the server does not say
 * @param node the stanza, for its ack
 */
public record Envelope(
    MessageId id,
    Jid chat,
    Jid sender,
    boolean fromMe,
    Optional<Jid> senderOther,
    Optional<Jid> chatOther,
    Optional<Instant> at,
    Optional<String> pushName,
    boolean peer,
    boolean offline,
    Optional<String> addressingMode,
    Optional<String> edit,
    Optional<String> type,
    List<Cipher> ciphers,
    Optional<String> unavailable,
    Node node) {

  private static final int MAX_CIPHERS = 16;

  public Envelope {
    ciphers = List.copyOf(ciphers);
  }

  public enum Kind {
    /** Begins a ratchet. */
    PRE_KEY,
    MESSAGE,
    /** For the whole group, with the sender's sender key. */
    GROUP,
    /** Nothing we can open. */
    OTHER
  }

  /**
   * One ciphertext.
   *
   * @param mediaType for example {@code image}; absent for plain text
   * @param hidden whether a failure to open it is not to be shown
   * @param count how many times it was asked for again; 0 at first
   */
  public record Cipher(
      Kind kind, byte[] bytes, Optional<String> mediaType, boolean hidden, int count) {}

  /**
   * Strict: what concerns who, where and which must be there and JID-encoded.
   *
   * @throws ProtocolFault {@code MISSING}, {@code MALFORMED} or {@code TOO_LARGE}
   */
  public static Envelope parse(Node message, Own own) {
    MessageId id = StanzaReader.requiredMessageId(message, "id");
    Route route = Route.of(message, own);
    boolean peer = message.string("category").filter("peer"::equals).isPresent();
    return new Envelope(
        id,
        route.chat(),
        route.sender(),
        route.fromMe(),
        route.senderOther(),
        route.chatOther(),
        StanzaReader.time(message, "t"),
        StanzaReader.text(message, "notify").filter(name -> !name.isEmpty()),
        // Anybody could write the word; only our own devices may tell us about our account.
        peer && route.fromMe(),
        message.string("offline").isPresent(),
        message.string("addressing_mode"),
        message.string("edit").filter(edit -> !edit.isEmpty()),
        message.string("type"),
        ciphers(message),
        message.child("unavailable").map(child -> child.string("type").orElse("")),
        message);
  }

  /** The proof that the sending device belongs to its account; beside a pre-key message. */
  public Optional<byte[]> deviceIdentity() {
    return node.child("device-identity").flatMap(Node::bytes);
  }

  /** Whether it was said to many. */
  public boolean isShared() {
    return Route.isShared(chat);
  }

  /** Channels have no ciphertexts, and are acked rather than received. */
  public boolean isOfChannel() {
    return chat.server().equals(Route.CHANNEL_SERVER);
  }

  private static List<Cipher> ciphers(Node message) {
    var found = new ArrayList<Cipher>(2);
    for (Node enc : message.childrenOf("enc")) {
      found.add(
          new Cipher(
              kind(enc),
              NodeReader.requiredBytes(enc),
              enc.string("mediatype"),
              enc.string("decrypt-fail").filter("hide"::equals).isPresent(),
              StanzaReader.number(enc, "count").orElse(0)));
    }
    StanzaReader.requireAtMost(MAX_CIPHERS, found.size(), "message/enc");
    return found;
  }

  /** Another version is another kind: what is inside has another form, unpadded. */
  private static Kind kind(Node enc) {
    String type = NodeReader.requiredString(enc, "type");
    if (!enc.string("v").orElse("2").equals("2")) {
      return Kind.OTHER;
    }
    return switch (type) {
      case "pkmsg" -> Kind.PRE_KEY;
      case "msg" -> Kind.MESSAGE;
      case "skmsg" -> Kind.GROUP;
      default -> Kind.OTHER;
    };
  }
}
