package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.Optional;

/** Who said something where, by the addresses of a stanza (messaging.md 7.1). */
record Route(
    Jid chat, Jid sender, boolean fromMe, Optional<Jid> senderOther, Optional<Jid> chatOther) {

  static final String BROADCAST_SERVER = "broadcast";
  static final String CHANNEL_SERVER = "newsletter";

  static Route of(Node message, Own own) {
    Jid from = StanzaReader.requiredUser(message, "from");
    return switch (from.server()) {
      case Jid.PHONE_SERVER,
          Jid.LID_SERVER,
          Jid.HOSTED_SERVER,
          Jid.HOSTED_LID_SERVER,
          "c.us",
          "bot" ->
          ofPerson(message, StanzaReader.plain(from), own);
      case Jid.GROUP_SERVER, BROADCAST_SERVER -> ofGroup(message, from, own);
      case CHANNEL_SERVER -> new Route(from, from, false, Optional.empty(), Optional.empty());
      default ->
          throw new ProtocolFault(
              ProtocolFault.Kind.MALFORMED, "message@from", "is no address of a chat");
    };
  }

  /** Whether many read what is said there. */
  static boolean isShared(Jid chat) {
    return chat.server().equals(Jid.GROUP_SERVER) || chat.server().equals(BROADCAST_SERVER);
  }

  private static Route ofPerson(Node message, Jid sender, Own own) {
    boolean named = NodeReader.optionalJid(message, "recipient").isPresent();
    if (own.is(sender)) {
      return named ? ofOwnDevice(message, sender, own) : ofSelf(sender, own);
    }
    if (named) {
      // A stranger could write into any chat.
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED, "message@recipient", "on a message of somebody else");
    }
    Optional<Jid> other = hint(message, sender, own, "sender");
    return new Route(sender.bare(), sender, false, other, other.map(Jid::bare));
  }

  private static Route ofOwnDevice(Node message, Jid sender, Own own) {
    Jid chat = StanzaReader.plain(StanzaReader.requiredUser(message, "recipient")).bare();
    Optional<Jid> other = own.other(chat);
    if (other.isEmpty()) {
      other =
          hint(message, chat, own, "peer_recipient")
              .or(() -> hint(message, chat, own, "recipient"));
    }
    return new Route(chat, sender, true, own.other(sender), other);
  }

  private static Route ofSelf(Jid sender, Own own) {
    return new Route(
        sender.bare(), sender, true, own.other(sender), own.other(sender).map(Jid::bare));
  }

  private static Route ofGroup(Node message, Jid group, Own own) {
    Jid sender = StanzaReader.plain(StanzaReader.requiredUser(message, "participant"));
    boolean fromMe = own.is(sender);
    Optional<Jid> other = fromMe ? own.other(sender) : hint(message, sender, own, "participant");
    return new Route(group.bare(), sender, fromMe, other, Optional.empty());
  }

  /** What the server says the same device is called in the other namespace. */
  private static Optional<Jid> hint(Node message, Jid jid, Own own, String prefix) {
    if (jid.isPhone()) {
      return StanzaReader.user(message, prefix + "_lid")
          .map(StanzaReader::plain)
          .filter(lid -> lid.isLid() && !own.is(lid))
          .map(lid -> Jid.lid(lid.user(), jid.device()));
    }
    return StanzaReader.user(message, prefix + "_pn")
        .map(StanzaReader::plain)
        .filter(phone -> jid.isLid() && phone.isPhone() && !own.is(phone))
        .map(phone -> Jid.phone(phone.user(), jid.device()));
  }
}
