package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Party;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Messages to a person: a copy for each device of both sides (messaging.md 14.2). */
final class PersonRelay {

  private static final int NO_SUCH_USER = 404;

  private final Desk desk;

  PersonRelay(Desk desk) {
    this.desk = desk;
  }

  /** Returns the error of the ack, or nothing. */
  OptionalInt relay(Letter letter, Party sender) {
    Optional<Account> addressee = desk.accounts().byJid(letter.to());
    if (addressee.isEmpty()) {
      return OptionalInt.of(NO_SUCH_USER);
    }
    desk.trust().wrote(sender.account(), addressee.get());
    for (Letter.Copy copy : letter.copies()) {
      carry(letter, sender, addressee.get(), copy);
    }
    if (!letter.direct().isEmpty()) {
      carry(letter, sender, addressee.get(), new Letter.Copy(letter.to(), letter.direct()));
    }
    return OptionalInt.empty();
  }

  /** Between a phone and its companions (messaging.md 5.5). */
  void relayPeer(Letter letter, Party sender) {
    int device = sender.device() == 0 ? letter.to().device() : 0;
    var receiver = new Party(sender.account(), device);
    desk.watch(sender, Desk.audience(receiver), letter.direct());
    Node stanza =
        Envelope.toPeerDevice(letter, sender, Naming.of(letter.to()), letter.direct(), desk.now());
    desk.post(letter, sender, receiver, isAgain(letter.direct()), stanza);
  }

  private void carry(Letter letter, Party sender, Account addressee, Letter.Copy copy) {
    Optional<Account> owner = desk.accounts().byJid(copy.to());
    boolean concerned =
        owner.isPresent() && (owner.get() == addressee || owner.get() == sender.account());
    if (!concerned) {
      desk.tally().count(Tally.What.DROPPED);
      return;
    }
    var receiver = new Party(owner.get(), copy.to().device());
    desk.watch(sender, Desk.audience(receiver), copy.ciphertexts());
    Naming naming = Naming.of(copy.to());
    Node stanza =
        owner.get() == sender.account()
            ? echo(letter, sender, naming, copy.ciphertexts())
            : Envelope.toPeer(letter, sender, naming, copy.ciphertexts(), desk.now());
    desk.post(letter, sender, receiver, isAgain(copy.ciphertexts()), stanza);
  }

  private Node echo(Letter letter, Party sender, Naming naming, List<Node> ciphertexts) {
    Jid chat = letter.recipient().orElse(letter.to()).bare();
    Optional<Account> partner = desk.accounts().byJid(chat);
    return Envelope.toSelf(
        letter,
        sender,
        naming,
        partner.map(account -> naming.jid(account, 0)).orElse(chat),
        partner.map(account -> naming.other().jid(account, 0)),
        ciphertexts,
        desk.now());
  }

  /** Whether it was asked for again: then its ciphertext says for which time. */
  static boolean isAgain(List<Node> ciphertexts) {
    return ciphertexts.stream().anyMatch(enc -> enc.string("count").isPresent());
  }
}
