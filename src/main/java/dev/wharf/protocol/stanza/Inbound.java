package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the server says. {@link #parse} is total: a stanza we do not know, or that lacks a part we
 * cannot do without, is {@link Unknown}; a part we can do without is empty if absent or odd. Read
 * as strictly as the strictest open client does: addresses must be JID-encoded (messaging.md 1.7).
 */
public sealed interface Inbound {

  /**
   * Be paired: refs for the QR texts, at least one.
   *
   * @param refs printable ASCII without comma, so that they fit a QR text
   */
  record PairDevice(String id, List<String> refs) implements Inbound {}

  /** The phone approved; what it sent is not verified here. */
  record PairSuccessIq(String id, Node node) implements Inbound {

    /** Server time in seconds. */
    public OptionalLong time() {
      return Decimal.ofLong(node, "t");
    }
  }

  /**
   * The login holds.
   *
   * @param t server time in seconds
   * @param lid our own hidden address
   */
  record Success(long t, Optional<Jid> lid, Node node) implements Inbound {}

  /**
   * The login does not hold (connection.md 8.1). Never {@link Unknown}, for the link is over in any
   * case.
   *
   * @param reason 0 if the server gave none
   * @param code of a temporary ban
   * @param expireSeconds how long it lasts
   */
  record Failure(int reason, OptionalInt code, OptionalLong expireSeconds, Node node)
      implements Inbound {}

  /**
   * The stream ends with an error (connection.md 8.2). Never {@link Unknown}.
   *
   * @param conflictType {@code replaced} or {@code device_removed}; an empty text if there is a
   *     conflict without type
   */
  record StreamError(OptionalInt code, Optional<String> conflictType, Node node)
      implements Inbound {

    /** Id of the stanza for which the server misses our ack. */
    public Optional<String> owedAckId() {
      return node.child("ack").flatMap(ack -> ack.string("id"));
    }

    /** Class of that stanza; {@code message} if the server does not say. */
    public String owedAckClass() {
      return node.child("ack").flatMap(ack -> ack.string("class")).orElse("message");
    }
  }

  /** The stream ends in order. */
  record StreamEnd() implements Inbound {}

  /** An answer to one of our requests; {@link IqError} reads the error. */
  record IqReply(String id, boolean error, Node node) implements Inbound {}

  /** Wants an empty result. */
  record ServerPing(String id) implements Inbound {}

  /** Any notification without a record of its own. Wants an ack, as all of them. */
  record Notification(String id, Jid from, String type, Node node) implements Inbound {}

  /** The user typed our link code on the phone. */
  record LinkCodeHello(String id, Node node) implements Inbound {}

  /** The server runs out of our one-time pre-keys. */
  record PreKeyCountLow(String id, int count, Node node) implements Inbound {}

  /** Linking this account needs a passkey, which we cannot offer (connection.md 5.4). */
  record PasskeyRequest(String id, Node node) implements Inbound {}

  /** How much is waiting for us. */
  record OfflinePreview(int count) implements Inbound {}

  /** The backlog is delivered; 0 if the server does not say how much it was. */
  record OfflineDone(int count) implements Inbound {}

  /** To be said at the next connect, verbatim. The array is not copied. */
  record EdgeRouting(byte[] routingInfo) implements Inbound {}

  /** Something of ours is out of date. */
  record Dirty(String type, long timestamp) implements Inbound {}

  /** The phone is too old to be linked with. */
  record DowngradeWebclient() implements Inbound {}

  /**
   * Our client version ends.
   *
   * @param t seconds; empty: it does not end after all
   */
  record ClientExpiration(OptionalLong t) implements Inbound {}

  /** Has an id and an address it came from. */
  record Message(Node node) implements Inbound {}

  /** Has an id and an address it came from. */
  record Receipt(Node node) implements Inbound {}

  /** Has an id and an address it came from. */
  record Call(Node node) implements Inbound {}

  /** Of something we sent; has an id. */
  record Ack(Node node) implements Inbound {}

  /** Has an address it came from. Wants no answer. */
  record Presence(Node node) implements Inbound {}

  /** Somebody types. Has an address it came from. Wants no answer. */
  record ChatState(Node node) implements Inbound {}

  /** Nothing we know, or broken. */
  record Unknown(Node node) implements Inbound {}

  /** Never throws. */
  static Inbound parse(Node node) {
    return switch (node.tag()) {
      case "iq" -> InboundIq.parse(node);
      case "notification" -> InboundNotification.parse(node);
      case "ib" -> InboundInfo.parse(node);
      case "success" -> success(node);
      case "failure" -> failure(node);
      case "stream:error" -> streamError(node);
      case "xmlstreamend" -> new StreamEnd();
      case "message" -> isDelivery(node) ? new Message(node) : new Unknown(node);
      case "receipt" -> isDelivery(node) ? new Receipt(node) : new Unknown(node);
      case "call" -> isDelivery(node) ? new Call(node) : new Unknown(node);
      case "ack" -> node.string("id").isPresent() ? new Ack(node) : new Unknown(node);
      case "presence" -> node.jid("from").isPresent() ? new Presence(node) : new Unknown(node);
      case "chatstate" -> node.jid("from").isPresent() ? new ChatState(node) : new Unknown(node);
      default -> new Unknown(node);
    };
  }

  private static boolean isDelivery(Node node) {
    return node.string("id").isPresent() && node.jid("from").isPresent();
  }

  private static Inbound success(Node node) {
    OptionalLong t = Decimal.ofLong(node, "t");
    return t.isPresent()
        ? new Success(t.getAsLong(), node.jid("lid").filter(Jid::isLid), node)
        : new Unknown(node);
  }

  private static Inbound failure(Node node) {
    return new Failure(
        Decimal.ofInt(node, "reason").orElse(0),
        Decimal.ofInt(node, "code"),
        Decimal.ofLong(node, "expire"),
        node);
  }

  private static Inbound streamError(Node node) {
    Optional<String> conflict =
        node.child("conflict").map(child -> child.string("type").orElse(""));
    return new StreamError(Decimal.ofInt(node, "code"), conflict, node);
  }
}
