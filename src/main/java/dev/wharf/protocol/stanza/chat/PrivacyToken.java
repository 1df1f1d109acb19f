package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Iq;
import java.time.Instant;

/**
 * What a person gave us so that we may write to them, see them and their picture (messaging.md
 * 5.8). Opaque; the array is not copied.
 *
 * @param at when it was made; a token without a time is worth nothing
 */
public record PrivacyToken(byte[] bytes, Instant at) {

  /** As it goes along with what we ask. */
  Node node() {
    return Node.of("tctoken").with("t", at.getEpochSecond()).bytes(bytes);
  }

  /** Gives a person such a token, at most once in 7 days. The answer is empty. */
  public static Node issue(String id, Jid lid, Instant now) {
    Node token =
        Node.of("token")
            .with("jid", lid.bare())
            .with("t", now.getEpochSecond())
            .with("type", "trusted_contact");
    return Iq.set(id, "privacy", Node.of("tokens").children(token));
  }
}
