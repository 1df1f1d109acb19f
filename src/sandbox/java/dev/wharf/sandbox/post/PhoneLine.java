package dev.wharf.sandbox.post;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;

/** Where stanzas for phones go: device 0 of every account. */
public interface PhoneLine {

  /** Something that a phone must get: a message. */
  void deliver(Account account, Node stanza);

  /** Something that only matters to a phone that has written before: a receipt. */
  void mention(Account account, Node stanza);
}
