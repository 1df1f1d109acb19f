package dev.wharf.sandbox.relay;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.post.Mailboxes;
import dev.wharf.sandbox.post.Party;
import dev.wharf.sandbox.post.PhoneLine;
import dev.wharf.sandbox.post.Trust;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What everything that carries messages shares; and the last step, into a mailbox. */
final class Desk {

  private final Accounts accounts;
  private final Groups groups;
  private final Mailboxes mailboxes;
  private final PhoneLine phones;
  private final Trust trust;
  private final Clock clock;
  private final Tally tally;
  private final CounterWatch counters = new CounterWatch();
  private final Repeats repeats = new Repeats();

  Desk(
      Accounts accounts,
      Groups groups,
      Mailboxes mailboxes,
      PhoneLine phones,
      Trust trust,
      Clock clock,
      Tally tally) {
    this.accounts = accounts;
    this.groups = groups;
    this.mailboxes = mailboxes;
    this.phones = phones;
    this.trust = trust;
    this.clock = clock;
    this.tally = tally;
  }

  Accounts accounts() {
    return accounts;
  }

  Groups groups() {
    return groups;
  }

  Mailboxes mailboxes() {
    return mailboxes;
  }

  PhoneLine phones() {
    return phones;
  }

  Trust trust() {
    return trust;
  }

  Tally tally() {
    return tally;
  }

  Instant now() {
    return clock.instant();
  }

  /** Looks at the ratchet positions of ciphertexts that leave a device. */
  void watch(Party sender, String audience, List<Node> ciphertexts) {
    for (Node enc : ciphertexts) {
      byte[] bytes = enc.bytes().orElseThrow();
      Optional<CiphertextHeader> header =
          CiphertextHeader.read(enc.string("type").orElse(""), bytes);
      if (header.isEmpty()) {
        tally.count(Tally.What.UNREADABLE);
      } else if (counters.reused(sender, audience, header.get(), bytes)) {
        tally.count(Tally.What.COUNTER_REUSE);
      }
    }
  }

  /** Puts a copy into its mailbox or hands it to its phone, unless it was there. */
  void post(Letter letter, Party sender, Party receiver, boolean again, Node stanza) {
    boolean there = receiver.device() == 0 || receiver.isCompanion();
    if (!there || receiver.equals(sender)) {
      tally.count(Tally.What.DROPPED);
    } else if (!repeats.isFirst(sender, letter.id(), receiver) && !again) {
      tally.count(Tally.What.REPEATED);
    } else if (receiver.device() == 0) {
      phones.deliver(receiver.account(), stanza);
      tally.count(Tally.What.TO_PHONES);
    } else {
      mailboxes.put(receiver, stanza);
      tally.count(Tally.What.RELAYED);
    }
  }

  /** A device asks for a message again. */
  void askedAgain(Party sender, String id, Party receiver) {
    repeats.forget(sender, id, receiver);
  }

  static String audience(Party device) {
    return device.account().phone() + ':' + device.device();
  }

  void clear() {
    counters.clear();
    repeats.clear();
  }
}
