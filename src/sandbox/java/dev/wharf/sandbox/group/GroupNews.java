package dev.wharf.sandbox.group;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Mailboxes;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.Collection;

/** Tells the devices of members what somebody did to their group (messaging.md 9.3). */
public final class GroupNews {

  private final Mailboxes mailboxes;

  public GroupNews(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  /** To all devices of these accounts except the one that did it, which has its answer. */
  public void tell(
      Collection<Account> readers, Group group, Party actor, Instant now, Node change) {
    Naming naming = group.naming();
    Account who = actor.account();
    Node notification =
        Node.of("notification")
            .with("from", group.jid())
            .with("type", "w:gp2")
            .with("id", mailboxes.nextId())
            .with("t", now.getEpochSecond())
            .with("participant", naming.jid(who, 0))
            .with("participant_" + naming.other().suffix(), naming.other().jid(who, 0))
            .with("addressing_mode", naming.suffix())
            .children(change);
    Node signed =
        who.pushName().isEmpty() ? notification : notification.with("notify", who.pushName());
    for (Account reader : readers) {
      mailboxes.putAll(reader, party -> !party.equals(actor), signed);
    }
  }
}
