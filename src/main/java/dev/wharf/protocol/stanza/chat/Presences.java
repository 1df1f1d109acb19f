package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is online (messaging.md 12). */
public final class Presences {

  private Presences() {}

  /**
   * Somebody came or went.
   *
   * @param from bare
   * @param lastSeen if gone and not hidden
   */
  public record Presence(Jid from, boolean available, Optional<Instant> lastSeen) {}

  /**
   * Shows us online or not. No answer.
   *
   * @param name our push name, which the server keeps; it may not have an {@code @}
   */
  public static Node own(boolean available, String name) {
    return Node.of("presence")
        .with("name", name.replace("@", ""))
        .with("type", available ? "available" : "unavailable");
  }

  /** Be told about somebody; the server says at once how it is now. */
  public static Node subscribe(Jid to, Optional<PrivacyToken> token) {
    Node presence = Node.of("presence").with("type", "subscribe").with("to", to.bare());
    List<Node> children = new ArrayList<>();
    token.map(PrivacyToken::node).ifPresent(children::add);
    return children.isEmpty() ? presence : presence.children(children);
  }

  /** Empty for groups, which are counted only, and for what nobody says. Never throws. */
  public static Optional<Presence> read(Node stanza) {
    Optional<Jid> from =
        StanzaReader.user(stanza, "from")
            .map(StanzaReader::plain)
            .filter(jid -> jid.isPhone() || jid.isLid());
    return from.flatMap(jid -> of(jid.bare(), stanza));
  }

  private static Optional<Presence> of(Jid from, Node stanza) {
    return switch (stanza.string("type").orElse("available")) {
      case "available" -> Optional.of(new Presence(from, true, Optional.empty()));
      case "unavailable" ->
          // A word instead of a time says that it is hidden.
          Optional.of(new Presence(from, false, StanzaReader.time(stanza, "last")));
      default -> Optional.empty();
    };
  }
}
