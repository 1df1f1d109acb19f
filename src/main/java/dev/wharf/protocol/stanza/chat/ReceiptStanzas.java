package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Receipts as we send them (messaging.md 7.4, 7.5). A receipt is what takes a message out of the
 * server's queue, so none may leave before the message is durable. They repeat the addresses of the
 * message as the wire had them: without its {@code recipient} the server closes the stream.
 */
public final class ReceiptStanzas {

  /** So many ids fit into one receipt. */
  public static final int MAX_IDS = 256;

  private static final int REGISTRATION_ID_LENGTH = 4;

  private ReceiptStanzas() {}

  /**
   * We have it.
   *
   * @param available whether we show ourselves online; otherwise the sender may not be told that it
   *     was delivered (Baileys does not)
   */
  public static Node delivered(Envelope message, boolean available) {
    Node receipt = answering(message);
    if (message.peer()) {
      return receipt.with("type", "peer_msg");
    }
    if (message.fromMe()) {
      return receipt.with("type", "sender");
    }
    return available ? receipt : receipt.with("type", "inactive");
  }

  /** We took the history that it announced; besides {@link #delivered}. */
  public static Node historySync(MessageId message, Jid selfBare) {
    return receipt(message, selfBare.bare()).with("type", "hist_sync");
  }

  /**
   * We read them, or played them; their sender is told.
   *
   * @param chat the person as the messages named them, or the group
   * @param participant who wrote them, in a group
   * @param ids 1 to {@link #MAX_IDS}, of one sender
   */
  public static Node read(
      Jid chat, Optional<Jid> participant, List<MessageId> ids, boolean played, Instant at) {
    return seen(chat, participant, ids, played ? "played" : "read", at);
  }

  /**
   * As {@link #read}, but only our own devices are told: for accounts that keep it to themselves.
   */
  public static Node readUntold(
      Jid chat, Optional<Jid> participant, List<MessageId> ids, boolean played, Instant at) {
    return seen(chat, participant, ids, played ? "played-self" : "read-self", at);
  }

  /**
   * We could not open it: send it again.
   *
   * @param count 1 to 5, how many times we ask
   * @param reason of the table in messaging.md 7.4; 0 if unknown
   * @param registrationId ours, 4 bytes
   * @param keys with the second request, or if the ratchet is to be begun anew
   */
  public static Node retry(
      Envelope message, int count, int reason, byte[] registrationId, Optional<RetryKeys> keys) {
    if (registrationId.length != REGISTRATION_ID_LENGTH) {
      throw new IllegalArgumentException("a registration id has 4 bytes");
    }
    Node retry =
        Node.of("retry")
            .with("count", count)
            .with("id", message.id().value())
            .with("t", message.at().orElse(Instant.EPOCH).getEpochSecond())
            .with("v", 1);
    var children = new ArrayList<Node>();
    children.add(reason > 0 ? retry.with("error", reason) : retry);
    children.add(Node.of("registration").bytes(registrationId));
    keys.map(RetryKeys::node).ifPresent(children::add);
    Node receipt = answering(message).with("type", "retry");
    return (message.peer() ? receipt.with("category", "peer") : receipt).children(children);
  }

  /**
   * The phone is to put media where they can be fetched again (messaging.md 8.6); answered by
   * {@link Notice.MediaAnswered}.
   *
   * @param selfBare ours
   * @param participant who wrote it, in a group
   */
  public static Node mediaRetry(
      MessageId id,
      Jid selfBare,
      Notice.Sealed request,
      Jid chat,
      boolean fromMe,
      Optional<Jid> participant) {
    Node rmr = Node.of("rmr").with("jid", chat).with("from_me", fromMe ? "true" : "false");
    if (participant.isPresent()) {
      rmr = rmr.with("participant", participant.get());
    }
    Node encrypt =
        Node.of("encrypt")
            .children(
                Node.of("enc_p").bytes(request.ciphertext()),
                Node.of("enc_iv").bytes(request.iv()));
    return receipt(id, selfBare.bare()).with("type", "server-error").children(encrypt, rmr);
  }

  private static Node seen(
      Jid chat, Optional<Jid> participant, List<MessageId> ids, String type, Instant at) {
    if (ids.isEmpty() || ids.size() > MAX_IDS) {
      throw new IllegalArgumentException("a receipt is for 1 to 256 messages");
    }
    Node receipt = receipt(ids.getFirst(), chat).with("type", type);
    if (participant.isPresent()) {
      receipt = receipt.with("participant", participant.get());
    }
    receipt = receipt.with("t", at.getEpochSecond());
    if (ids.size() == 1) {
      return receipt;
    }
    var items = new ArrayList<Node>(ids.size() - 1);
    for (MessageId id : ids.subList(1, ids.size())) {
      items.add(Node.of("item").with("id", id.value()));
    }
    return receipt.children(Node.of("list").children(items));
  }

  private static Node answering(Envelope message) {
    Node stanza = message.node();
    Node receipt = receipt(message.id(), stanza.jid("from").orElseGet(message::sender));
    receipt = copied(stanza, "participant", receipt);
    return copied(stanza, "recipient", receipt);
  }

  private static Node copied(Node stanza, String key, Node receipt) {
    Attribute value = stanza.attributes().get(key);
    return value == null ? receipt : receipt.with(key, value);
  }

  private static Node receipt(MessageId id, Jid to) {
    return Node.of("receipt").with("id", id.value()).with("to", to);
  }
}
