package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.post.Addresses;
import dev.wharf.sandbox.post.Mailbox;
import dev.wharf.sandbox.post.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of mailboxes what their device has confirmed: a message by any receipt for it or by an
 * ack, everything else by an ack (messaging.md 3.2).
 */
final class Confirmations {

  private final Desk desk;

  Confirmations(Desk desk) {
    this.desk = desk;
  }

  void receipt(Node stanza, Party by) {
    Mailbox mailbox = mailbox(by);
    Optional<Jid> to = Addresses.read(stanza, "to");
    for (String id : ids(stanza)) {
      confirmed(
          mailbox.confirm(
              waiting ->
                  waiting.tag().equals("message")
                      && waiting.string("id").equals(Optional.of(id))
                      && isFrom(waiting, to)));
    }
  }

  void ack(Node stanza, Party by) {
    Optional<Jid> to = Addresses.read(stanza, "to");
    String tag = stanza.string("class").orElse("");
    Optional<String> participant = stanza.string("participant");
    Optional<String> type = stanza.string("type");
    confirmed(
        mailbox(by)
            .confirm(
                waiting ->
                    waiting.tag().equals(tag)
                        && waiting.string("id").equals(stanza.string("id"))
                        && isFrom(waiting, to)
                        && (participant.isEmpty()
                            || participant.equals(waiting.string("participant")))
                        && (type.isEmpty() || type.equals(waiting.string("type")))));
  }

  /** The first id, and those of the list. */
  private static List<String> ids(Node stanza) {
    var ids = new ArrayList<String>();
    stanza.string("id").ifPresent(ids::add);
    for (Node list : stanza.childrenOf("list")) {
      list.childrenOf("item").forEach(item -> item.string("id").ifPresent(ids::add));
    }
    return ids;
  }

  /** Clients answer to the device, to the user, or, about own messages, to nobody. */
  private boolean isFrom(Node waiting, Optional<Jid> to) {
    Jid from = waiting.jid("from").orElse(Jid.SERVER);
    if (to.isEmpty() || from.bare().equals(to.get().bare())) {
      return true;
    }
    Optional<Account> account = account(from);
    return account.isPresent() && account.equals(account(to.get()));
  }

  private Optional<Account> account(Jid jid) {
    return jid.isLid() || jid.isPhone() ? desk.accounts().byJid(jid) : Optional.empty();
  }

  private void confirmed(Optional<Node> stanza) {
    if (stanza.isPresent() && stanza.get().tag().equals("message")) {
      desk.tally().count(Tally.What.CONFIRMED);
    }
  }

  private Mailbox mailbox(Party by) {
    return desk.mailboxes().of(by.account(), by.device());
  }
}
