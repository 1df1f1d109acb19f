package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.post.Party;
import java.util.Optional;

/**
 * A message as it came to a phone (messaging.md 7.1), and the receipts for it (7.5).
 *
 * @param chat the group or the other person, without a device
 */
record Arrived(Node stanza, String id, Jid from, Jid chat, Party sender, boolean own) {

  /** Empty if its sender is not there any more. */
  static Optional<Arrived> of(Node stanza, Account receiver, Accounts accounts) {
    Jid from = stanza.jid("from").orElseThrow();
    Jid author = stanza.jid("participant").orElse(from);
    String id = stanza.string("id").orElseThrow();
    Jid chat = stanza.jid("recipient").orElse(from).bare();
    return accounts
        .byJid(author)
        .map(
            account ->
                new Arrived(
                    stanza,
                    id,
                    from,
                    chat,
                    new Party(account, author.device()),
                    account == receiver));
  }

  boolean isPeer() {
    return stanza.string("category").equals(Optional.of("peer"));
  }

  boolean isInGroup() {
    return chat.server().equals(Jid.GROUP_SERVER);
  }

  Node delivered() {
    if (isPeer()) {
      return receipt().with("type", "peer_msg");
    }
    return own ? receipt().with("type", "sender") : receipt();
  }

  Node read(long at) {
    return receipt().with("type", "read").with("t", at);
  }

  /** Also what a retry is made from. */
  Node receipt() {
    Node receipt = Node.of("receipt").with("id", id).with("to", from);
    if (stanza.jid("participant").isPresent()) {
      return receipt.with("participant", stanza.jid("participant").get());
    }
    return stanza.jid("recipient").isPresent()
        ? receipt.with("recipient", stanza.jid("recipient").get())
        : receipt;
  }
}
