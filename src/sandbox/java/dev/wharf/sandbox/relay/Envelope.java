package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts ciphertexts into the stanza that one device receives (messaging.md 7.1). */
final class Envelope {

  private static final List<String> PASSED_ON = List.of("type", "edit", "category");

  private Envelope() {}

  /** To somebody else: names the sender both ways. */
  static Node toPeer(
      Letter letter, Party sender, Naming naming, List<Node> ciphertexts, Instant now) {
    Node message =
        message(letter, sender, now)
            .with("from", sender.jid(naming))
            .with("sender_" + naming.other().suffix(), naming.other().jid(sender.account(), 0));
    return filled(message, letter, ciphertexts);
  }

  /**
   * To another device of the sender: names the chat. The own other name is left out, for Baileys
   * would take it for the chat's (messaging.md 2.3).
   *
   * @param chat whom it was sent to; by the other name, too, if that is known
   */
  static Node toSelf(
      Letter letter,
      Party sender,
      Naming naming,
      Jid chat,
      Optional<Jid> chatOtherwise,
      List<Node> ciphertexts,
      Instant now) {
    Node message =
        message(letter, sender, now).with("from", sender.jid(naming)).with("recipient", chat);
    if (chatOtherwise.isPresent()) {
      String key = "peer_recipient_" + Naming.of(chatOtherwise.get()).suffix();
      message = message.with(key, chatOtherwise.get());
    }
    return filled(message, letter, ciphertexts);
  }

  /** Within one account, and no part of any chat. */
  static Node toPeerDevice(
      Letter letter, Party sender, Naming naming, List<Node> ciphertexts, Instant now) {
    Node message = message(letter, sender, now).with("from", sender.jid(naming));
    return filled(message, letter, ciphertexts);
  }

  static Node toGroup(
      Letter letter, Party sender, Naming naming, List<Node> ciphertexts, Instant now) {
    Node message =
        message(letter, sender, now)
            .with("from", letter.to())
            .with("participant", sender.jid(naming))
            .with("participant_" + naming.other().suffix(), naming.other().jid(sender.account(), 0))
            .with("addressing_mode", naming.suffix());
    return filled(message, letter, ciphertexts);
  }

  private static Node message(Letter letter, Party sender, Instant now) {
    Node message = Node.of("message").with("id", letter.id()).with("t", now.getEpochSecond());
    for (String key : PASSED_ON) {
      Optional<String> value = letter.stanza().string(key);
      if (value.isPresent()) {
        message = message.with(key, value.get());
      }
    }
    String pushName = sender.account().pushName();
    return pushName.isEmpty() ? message : message.with("notify", pushName);
  }

  private static Node filled(Node message, Letter letter, List<Node> ciphertexts) {
    var children = new ArrayList<Node>(ciphertexts);
    boolean first =
        ciphertexts.stream().anyMatch(enc -> enc.string("type").equals(Optional.of("pkmsg")));
    if (first) {
      letter.proof().ifPresent(children::add);
    }
    children.addAll(letter.rest());
    return message.children(children);
  }
}
