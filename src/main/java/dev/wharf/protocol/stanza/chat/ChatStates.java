package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.Optional;

/** Somebody writes (messaging.md 12). The server passes it on only for who is available. */
public final class ChatStates {

  private ChatStates() {}

  public enum Kind {
    COMPOSING,
    /** A voice note. */
    RECORDING,
    PAUSED
  }

  /**
   * What somebody does.
   *
   * @param chat bare
   * @param by with device
   */
  public record ChatState(Jid chat, Jid by, Kind kind) {}

  /** No answer. */
  public static Node say(Jid to, Kind kind) {
    Node what =
        switch (kind) {
          case COMPOSING -> Node.of("composing");
          case RECORDING -> Node.of("composing").with("media", "audio");
          case PAUSED -> Node.of("paused");
        };
    return Node.of("chatstate").with("to", to.bare()).children(what);
  }

  /** Empty for our own one, for what we do not know, and for what nobody says. Never throws. */
  public static Optional<ChatState> read(Node stanza) {
    Optional<Jid> from = StanzaReader.user(stanza, "from").map(StanzaReader::plain);
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Optional<Jid> by =
        Route.isShared(from.get())
            ? StanzaReader.user(stanza, "participant").map(StanzaReader::plain)
            : from;
    return by.flatMap(who -> kind(stanza).map(k -> new ChatState(from.get().bare(), who, k)));
  }

  private static Optional<Kind> kind(Node stanza) {
    Optional<Node> composing = stanza.child("composing");
    if (composing.isPresent()) {
      boolean audio = composing.get().string("media").equals(Optional.of("audio"));
      return Optional.of(audio ? Kind.RECORDING : Kind.COMPOSING);
    }
    return stanza.child("paused").map(_ -> Kind.PAUSED);
  }
}
