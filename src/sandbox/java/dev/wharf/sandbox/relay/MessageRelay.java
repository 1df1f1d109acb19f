package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.post.Addresses;
import dev.wharf.sandbox.post.Party;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes messages of clients and acks them once their copies are in the mailboxes (messaging.md
 * 3.3). What cannot be carried is acked with an error.
 */
final class MessageRelay {

  private final Desk desk;
  private final PersonRelay persons;
  private final GroupRelay groups;

  MessageRelay(Desk desk) {
    this.desk = desk;
    this.persons = new PersonRelay(desk);
    this.groups = new GroupRelay(desk);
  }

  /** The ack; empty for a message without an id. */
  Optional<Node> receive(Node stanza, Party sender) {
    Optional<Node> ack = Acks.of(stanza, desk.now());
    if (ack.isEmpty()) {
      return ack;
    }
    try {
      Letter letter = Letter.read(stanza);
      OptionalInt error = carry(letter, sender);
      return Optional.of(
          error.isPresent() ? refused(ack.get(), error.getAsInt()) : accepted(ack.get(), letter));
    } catch (ProtocolFault fault) {
      return Optional.of(refused(ack.get(), Acks.INVALID));
    }
  }

  /** Refuses a message whatever it says; empty for one without an id. */
  Optional<Node> refuse(Node stanza, int error) {
    return Acks.of(stanza, desk.now()).map(ack -> refused(ack, error));
  }

  /** Only of people, and only where the message could be carried at all. */
  boolean isToStranger(Node stanza, Party sender, boolean strict) {
    return Addresses.read(stanza, "to")
        .filter(to -> to.isPhone() || to.isLid())
        .flatMap(desk.accounts()::byJid)
        .filter(reader -> reader != sender.account())
        .map(
            reader ->
                (strict || !desk.trust().hasWritten(reader, sender.account()))
                    && !desk.trust()
                        .admits(
                            sender.account(),
                            reader,
                            stanza.child("tctoken").flatMap(Node::bytes),
                            desk.now()))
        .orElse(false);
  }

  private OptionalInt carry(Letter letter, Party sender) {
    return switch (letter.to().server()) {
      case Jid.GROUP_SERVER -> groups.relay(letter, sender);
      case Jid.PHONE_SERVER, Jid.LID_SERVER -> {
        if (letter.isPeer()) {
          persons.relayPeer(letter, sender);
          yield OptionalInt.empty();
        }
        yield persons.relay(letter, sender);
      }
      // Stories and channels have no readers here.
      default -> OptionalInt.empty();
    };
  }

  private Node refused(Node ack, int error) {
    desk.tally().count(Tally.What.REFUSED);
    return ack.with("error", error);
  }

  /** Tells a client that knows other devices of a group which hash is right. */
  private Node accepted(Node ack, Letter letter) {
    desk.tally().count(Tally.What.ACCEPTED);
    Optional<String> claimed = letter.stanza().string("phash");
    Optional<String> right = claimed.isEmpty() ? claimed : groups.hash(letter);
    return right.isPresent() && !right.equals(claimed) ? ack.with("phash", right.get()) : ack;
  }
}
