package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Addresses;
import dev.wharf.sandbox.post.Party;
import java.util.Optional;

/** Carries receipts to the devices of whoever wrote the message (messaging.md 7.4, 7.5). */
final class ReceiptRelay {

  private final Desk desk;

  ReceiptRelay(Desk desk) {
    this.desk = desk;
  }

  /** The ack; empty for a receipt without an id. */
  Optional<Node> receive(Node stanza, Party reader) {
    Optional<Node> ack = Acks.of(stanza, desk.now());
    if (ack.isEmpty()) {
      return ack;
    }
    try {
      Addresses.read(stanza, "to").ifPresent(to -> relay(stanza, to, reader));
      return ack;
    } catch (ProtocolFault fault) {
      return Optional.of(ack.get().with("error", Acks.INVALID));
    }
  }

  private void relay(Node stanza, Jid to, Party reader) {
    String type = stanza.string("type").orElse("");
    switch (type) {
      case "retry" -> retry(stanza, to, reader);
      // What was said between a phone and its companion is nobody else's business.
      case "hist_sync", "enc_rekey_retry" -> {}
      case "server-error" -> toPhone(stanza, to, reader);
      case "peer_msg" -> toDevice(new Party(reader.account(), to.device()), reader, stanza, to);
      case "read-self", "played-self" -> toSelf(stanza, to, reader, type);
      case "read", "played" -> {
        toAuthor(stanza, to, reader);
        toSelf(stanza, to, reader, type + "-self");
      }
      default -> toAuthor(stanza, to, reader);
    }
  }

  private void toAuthor(Node stanza, Jid to, Party reader) {
    Optional<Account> author = desk.accounts().byJid(author(stanza, to));
    author.ifPresent(
        account ->
            putAll(account, reader, framed(stanza, to, reader, account == reader.account())));
  }

  /** The reader's other devices learn that it was read. */
  private void toSelf(Node stanza, Jid to, Party reader, String type) {
    Node receipt = framed(stanza, to, reader, true).with("type", type);
    Node named = isGroup(to) ? receipt : receipt.with("recipient", to.bare());
    putAll(reader.account(), reader, named);
  }

  /** Only the device that wrote it can send it again. */
  private void retry(Node stanza, Jid to, Party reader) {
    Jid wanted = author(stanza, to);
    Optional<Account> author = desk.accounts().byJid(wanted);
    if (author.isEmpty()) {
      return;
    }
    Node receipt = framed(stanza, to, reader, author.get() == reader.account());
    Node whole = new Node(receipt.tag(), receipt.attributes(), stanza.content());
    var sender = new Party(author.get(), wanted.device());
    desk.askedAgain(sender, stanza.string("id").orElseThrow(), reader);
    if (wanted.device() == 0) {
      desk.phones().mention(author.get(), whole);
      desk.tally().count(Tally.What.RETRIES);
    } else if (desk.mailboxes().put(sender, whole)) {
      desk.tally().count(Tally.What.RETRIES);
    }
  }

  /** Only the phone can upload media again. */
  private void toPhone(Node stanza, Jid to, Party reader) {
    Node receipt = framed(stanza, to, reader, true);
    Node whole = new Node(receipt.tag(), receipt.attributes(), stanza.content());
    desk.phones().deliver(reader.account(), whole);
  }

  /** A phone tells its companion that it has got what only the phone was to get. */
  private void toDevice(Party author, Party reader, Node stanza, Jid to) {
    if (reader.device() == 0) {
      desk.mailboxes().put(author, framed(stanza, to, reader, true));
    }
  }

  private static Jid author(Node stanza, Jid to) {
    return isGroup(to) ? Addresses.read(stanza, "participant").orElse(to) : to;
  }

  /**
   * The receipt as others see it.
   *
   * @param own whether it is about a message of the reader's own account
   */
  private Node framed(Node stanza, Jid to, Party reader, boolean own) {
    Node receipt =
        Node.of("receipt")
            .with("id", stanza.string("id").orElseThrow())
            .with("t", desk.now().getEpochSecond());
    Optional<String> type = stanza.string("type");
    if (type.isPresent()) {
      receipt = receipt.with("type", type.get());
    }
    if (isGroup(to)) {
      Naming naming = desk.groups().byJid(to).map(group -> group.naming()).orElse(Naming.PHONE);
      receipt = receipt.with("from", to).with("participant", reader.jid(naming));
    } else {
      receipt = receipt.with("from", reader.jid(Naming.of(to)));
      Optional<Jid> recipient = Addresses.read(stanza, "recipient").filter(_ -> own);
      if (recipient.isPresent()) {
        receipt = receipt.with("recipient", recipient.get());
      }
    }
    Optional<Node> more = stanza.child("list");
    return more.isPresent()
        ? receipt.children(more.get())
        : new Node(receipt.tag(), receipt.attributes(), Content.NONE);
  }

  private void putAll(Account account, Party reader, Node receipt) {
    desk.mailboxes()
        .putAll(
            account,
            party -> {
              boolean other = !party.equals(reader);
              if (other) {
                desk.tally().count(Tally.What.RECEIPTS);
              }
              return other;
            },
            receipt);
    if (reader.account() != account || reader.device() != 0) {
      desk.phones().mention(account, receipt);
    }
  }

  private static boolean isGroup(Jid jid) {
    return jid.server().equals(Jid.GROUP_SERVER);
  }
}
