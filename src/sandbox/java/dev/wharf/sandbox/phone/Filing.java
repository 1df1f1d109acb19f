package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import java.util.Optional;

/** Makes letters of what was decrypted. */
final class Filing {

  private static final int SENDER_KEY = 2;
  private static final int DEVICE_SENT = 31;
  private static final int CONTEXT = 35;

  private Filing() {}

  /** Empty if it says nothing but a sender key. */
  static Optional<Letters.Letter> letter(Arrived message, Fields content, Network network) {
    Fields said = said(message, content);
    boolean empty = said.numbers().stream().allMatch(it -> it == SENDER_KEY || it == CONTEXT);
    return empty
        ? Optional.empty()
        : Optional.of(
            new Letters.Letter(
                message.id(),
                sent(message, content)
                    .flatMap(it -> it.text(1))
                    .flatMap(Filing::jid)
                    .orElse(message.chat()),
                message.sender(),
                message.own(),
                network.now(),
                message.stanza().string("notify"),
                Told.of(said),
                said.wire()));
  }

  /** What counts: inside, if an own device tells what it sent (some wrap requests as well). */
  static Fields said(Arrived message, Fields content) {
    return sent(message, content).flatMap(it -> it.child(2)).orElse(content);
  }

  private static Optional<Fields> sent(Arrived message, Fields content) {
    return content.child(DEVICE_SENT).filter(_ -> message.own());
  }

  private static Optional<Jid> jid(String text) {
    try {
      return Optional.of(Jid.parse(text).bare());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
