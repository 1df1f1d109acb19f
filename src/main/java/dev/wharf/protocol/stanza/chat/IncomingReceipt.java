package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A receipt as it arrives (messaging.md 7.4, 7.5).
 *
 * @param chat bare: the group, or for a receipt of our own devices the recipient, or who sent it
 * @param from plain; with device, or the group
 * @param participant whose receipt it is, in a group; absent there if {@code readers} tell
 * @param recipient the chat as an own device names it
 * @param ids at least one
 * @param readers of a receipt that stands for those of several people
 * @param retry for {@link Kind#RETRY} only, and always there
 */
public record IncomingReceipt(
    Jid chat,
    Jid from,
    Optional<Jid> participant,
    Optional<Jid> recipient,
    Kind kind,
    List<MessageId> ids,
    Optional<Instant> at,
    List<Reader> readers,
    Optional<Retry> retry) {

  private static final int MAX_IDS = 4096;
  private static final int MAX_READERS = 32_768;
  private static final int MAX_COUNT = 1000;

  public IncomingReceipt {
    ids = List.copyOf(ids);
    readers = List.copyOf(readers);
  }

  public enum Kind {
    DELIVERED,
    /** Delivered to a device that is not in use. */
    INACTIVE,
    /** Delivered to another device of the sender. */
    SENDER,
    READ,
    /** Read by one of our own devices. */
    READ_SELF,
    PLAYED,
    PLAYED_SELF,
    /** Wants it again. */
    RETRY,
    /** Wants its media again. */
    SERVER_ERROR,
    PEER,
    HISTORY,
    OTHER;

    static Kind of(String wire) {
      return switch (wire) {
        case "" -> DELIVERED;
        case "inactive" -> INACTIVE;
        case "sender" -> SENDER;
        case "read" -> READ;
        case "read-self" -> READ_SELF;
        case "played" -> PLAYED;
        case "played-self" -> PLAYED_SELF;
        case "retry" -> RETRY;
        case "server-error" -> SERVER_ERROR;
        case "peer_msg" -> PEER;
        case "hist_sync" -> HISTORY;
        default -> OTHER;
      };
    }
  }

  /** One of several people whose receipts came as one. */
  public record Reader(Jid user, Optional<Instant> at, MessageId id) {}

  /**
   * What a device that could not open a message says.
   *
   * @param count from 1
   * @param reason of the table in messaging.md 7.4; 0 if unknown
   * @param registrationId of that device
   * @param keys to begin a new ratchet with
   */
  public record Retry(
      int count, MessageId id, int reason, int registrationId, Optional<PreKeyBundle> keys) {}

  /**
   * A {@code recipient} is taken as it is. Nobody but an own device may name one, so a caller that
   * acts on {@code chat} uses {@link #parse(Node, Own)}.
   *
   * @throws ProtocolFault {@code MISSING}, {@code MALFORMED}, {@code TOO_LARGE}, or {@code FORGED}
   *     for retry keys with a device identity that does not hold
   */
  public static IncomingReceipt parse(Node receipt) {
    Jid from = StanzaReader.plain(StanzaReader.requiredUser(receipt, "from"));
    Optional<Jid> recipient =
        NodeReader.optionalJid(receipt, "recipient")
            .filter(jid -> !jid.user().isEmpty() && !Route.isShared(from));
    Kind kind = Kind.of(receipt.string("type").orElse(""));
    List<Reader> readers = readers(receipt);
    return new IncomingReceipt(
        recipient.map(StanzaReader::plain).orElse(from).bare(),
        from,
        NodeReader.optionalJid(receipt, "participant").map(StanzaReader::plain),
        recipient,
        kind,
        readers.isEmpty() ? ids(receipt) : idsOf(readers),
        StanzaReader.time(receipt, "t"),
        readers,
        kind == Kind.RETRY ? Optional.of(retry(receipt)) : Optional.empty());
  }

  /**
   * As {@link #parse(Node)}, and {@code MALFORMED} if anybody but our own devices names a
   * recipient: they could claim to have read in any chat.
   */
  public static IncomingReceipt parse(Node receipt, Own own) {
    IncomingReceipt parsed = parse(receipt);
    if (parsed.recipient().isPresent() && !own.is(parsed.from())) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED, "receipt@recipient", "on a receipt of somebody else");
    }
    return parsed;
  }

  /** Whose receipt it is: the participant, or else whom it came from. */
  public Jid by() {
    return participant.orElse(from);
  }

  private static List<MessageId> ids(Node receipt) {
    var ids = new LinkedHashSet<MessageId>();
    ids.add(StanzaReader.requiredMessageId(receipt, "id"));
    for (Node list : receipt.childrenOf("list")) {
      StanzaReader.requireAtMost(MAX_IDS, list.childList().size(), "receipt/list");
      for (Node item : list.childrenOf("item")) {
        ids.add(StanzaReader.requiredMessageId(item, "id"));
      }
    }
    StanzaReader.requireAtMost(MAX_IDS, ids.size(), "receipt/list");
    return List.copyOf(ids);
  }

  private static List<MessageId> idsOf(List<Reader> readers) {
    return readers.stream().map(Reader::id).distinct().toList();
  }

  private static List<Reader> readers(Node receipt) {
    var readers = new ArrayList<Reader>();
    for (Node group : receipt.childrenOf("participants")) {
      MessageId id = StanzaReader.requiredMessageId(group, "key");
      for (Node user : group.childrenOf("user")) {
        readers.add(
            new Reader(
                StanzaReader.plain(StanzaReader.requiredUser(user, "jid")),
                StanzaReader.time(user, "t"),
                id));
      }
      StanzaReader.requireAtMost(MAX_READERS, readers.size(), "receipt/participants");
    }
    return readers;
  }

  private static Retry retry(Node receipt) {
    Node retry = NodeReader.requiredChild(receipt, "retry");
    int count = NodeReader.requiredInt(retry, "count");
    if (count < 1 || count > MAX_COUNT) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "retry@count", "out of range");
    }
    OptionalInt reason = StanzaReader.number(retry, "error");
    int registrationId = KeyNodes.registrationId(receipt);
    return new Retry(
        count,
        StanzaReader.requiredMessageId(retry, "id"),
        reason.orElse(0),
        registrationId,
        receipt.child("keys").map(keys -> KeyNodes.bundle(registrationId, keys)));
  }
}
