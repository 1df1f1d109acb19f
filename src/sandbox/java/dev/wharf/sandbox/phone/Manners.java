package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.post.Party;

/** How a phone reacts to what other people wrote: reads it, types, answers. */
final class Manners {

  private final Party self;
  private final Network network;
  private final Pen pen;

  Manners(Party self, Network network, Pen pen) {
    this.self = self;
    this.network = network;
    this.pen = pen;
  }

  void answer(Arrived message, Letters.Letter letter, Behaviour behaviour) {
    boolean answers =
        letter.told().isText()
            && behaviour.answer() != Behaviour.Reply.SILENCE
            && !(message.sender().device() == 0 && Ids.isAnswer(message.id()));
    if (answers && behaviour.answer() == Behaviour.Reply.TYPING_ECHO) {
      network.soon(() -> type(letter.chat()));
    }
    if (behaviour.read()) {
      later(behaviour, () -> network.send(message.read(network.now().getEpochSecond()), self));
    }
    if (answers) {
      later(behaviour, () -> echo(letter, behaviour));
    }
  }

  /** Only who is available is seen to type. */
  private void type(Jid chat) {
    network.send(presence("available"), self);
    network.send(typing(chat, "composing"), self);
  }

  private void echo(Letters.Letter letter, Behaviour behaviour) {
    if (behaviour.answer() == Behaviour.Reply.TYPING_ECHO) {
      network.send(typing(letter.chat(), "paused"), self);
    }
    String text = letter.told().text().orElse("");
    String id = Ids.answer(network.random());
    byte[] content = Fields.write().text(1, text).bytes();
    pen.write(new Written(id, letter.chat(), network.now(), content, false));
    if (behaviour.answer() == Behaviour.Reply.TYPING_ECHO) {
      network.send(presence("unavailable"), self);
    }
  }

  /** Never before the delivery receipt, which leaves in this very turn. */
  private void later(Behaviour behaviour, Runnable deed) {
    if (behaviour.delay().isZero()) {
      network.soon(deed);
    } else {
      network.after(behaviour.delay(), deed);
    }
  }

  private Node presence(String type) {
    Node presence = Node.of("presence").with("type", type);
    String name = self.account().pushName();
    return name.isEmpty() ? presence : presence.with("name", name);
  }

  private static Node typing(Jid chat, String state) {
    return Node.of("chatstate").with("to", chat).children(Node.of(state));
  }
}
