package dev.wharf.sandbox.relay;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.post.Mailboxes;
import dev.wharf.sandbox.post.Party;
import dev.wharf.sandbox.post.PhoneLine;
import dev.wharf.sandbox.post.Trust;
import java.time.Clock;
import java.util.Optional;

/** Takes the messages, receipts, presences, calls and acks that clients send. */
public final class Relay {

  private final Desk desk;
  private final MessageRelay messages;
  private final ReceiptRelay receipts;
  private final Confirmations confirmations;
  private final PresenceRelay presences;
  private final Tally tally = new Tally();

  public Relay(
      Accounts accounts,
      Groups groups,
      Mailboxes mailboxes,
      PhoneLine phones,
      Trust trust,
      Clock clock) {
    this.desk = new Desk(accounts, groups, mailboxes, phones, trust, clock, tally);
    this.messages = new MessageRelay(desk);
    this.receipts = new ReceiptRelay(desk);
    this.confirmations = new Confirmations(desk);
    this.presences = new PresenceRelay(desk);
  }

  /** The server's answer to the sender, if there is one. */
  public Optional<Node> receive(Node stanza, Party sender) {
    return switch (stanza.tag()) {
      case "message" -> messages.receive(stanza, sender);
      case "receipt" -> {
        // Nothing waits for a phone.
        if (sender.device() != 0) {
          confirmations.receipt(stanza, sender);
        }
        yield receipts.receive(stanza, sender);
      }
      case "ack" -> {
        confirmations.ack(stanza, sender);
        yield Optional.empty();
      }
      case "presence" -> {
        presences.receive(stanza, sender);
        yield Optional.empty();
      }
      case "chatstate" -> {
        presences.typing(stanza, sender);
        yield Optional.empty();
      }
      // Nobody answers calls.
      case "call" -> Acks.of(stanza, desk.now());
      default -> Optional.empty();
    };
  }

  /**
   * Whether a message goes to a person who never let its sender write.
   *
   * @param strict whether to have written before is not enough
   */
  public boolean isToStranger(Node message, Party sender, boolean strict) {
    return messages.isToStranger(message, sender, strict);
  }

  /** The answer to a message that is not carried, with that error. */
  public Optional<Node> refuse(Node message, int error) {
    return messages.refuse(message, error);
  }

  /** The device is not there any more. */
  public void gone(Party device) {
    presences.gone(device);
  }

  public Tally tally() {
    return tally;
  }

  public void clear() {
    desk.clear();
    presences.clear();
    tally.clear();
  }
}
