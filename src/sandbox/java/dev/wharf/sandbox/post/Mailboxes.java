package dev.wharf.sandbox.post;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.sandbox.account.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The mailboxes of all companions. Phones have none: what is for a phone is not kept. */
public final class Mailboxes {

  private record Place(String phone, int device) {}

  private final Map<Place, Mailbox> mailboxes = new HashMap<>();
  private long lastId;

  public Mailbox of(Account account, int device) {
    return mailboxes.computeIfAbsent(new Place(account.phone(), device), _ -> new Mailbox());
  }

  /**
   * Puts a stanza into a companion's mailbox. Returns whether there is such a companion. A
   * ProtocolFault if it has no wire form: parts of it come from clients, and one that cannot be
   * sent would be in the way of all that wait behind it.
   */
  public boolean put(Party to, Node stanza) {
    if (!to.isCompanion()) {
      return false;
    }
    NodeEncoder.encode(stanza);
    of(to.account(), to.device()).put(stanza);
    return true;
  }

  /** Puts a stanza into the mailboxes of all companions of an account for which that holds. */
  public void putAll(Account account, Predicate<Party> receives, Node stanza) {
    for (var device : account.devices()) {
      var party = new Party(account, device.id());
      if (receives.test(party)) {
        put(party, stanza);
      }
    }
  }

  /** A fresh id for a stanza the server makes and a mailbox may keep. */
  public String nextId() {
    return "q." + ++lastId;
  }

  /** The companion is none any more. */
  public void forget(Account account, int device) {
    mailboxes.remove(new Place(account.phone(), device));
  }

  public void clear() {
    mailboxes.clear();
  }
}
