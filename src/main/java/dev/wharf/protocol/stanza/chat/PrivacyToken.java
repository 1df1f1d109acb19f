package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person gave us so that we may write to them, see them and their picture (messaging.md
 * 5.8). Opaque; the array is not copied.
 *
 * @param at when it was made; a token without a time is worth nothing
 */
public record PrivacyToken(byte[] bytes, Instant at) implements Permit {

  private static final long BUCKET = Duration.ofDays(7).toSeconds();
  private static final int BUCKETS = 4;
  private static final String TYPE = "trusted_contact";

  /** Those of WhatsApp have some dozen bytes. */
  private static final int LONGEST = 1024;

  /** Time is cut into weeks; a token holds in the week it was made in and the three that follow. */
  public boolean holdsAt(Instant now) {
    return bucket(at) > bucket(now) - BUCKETS;
  }

  /** Whether a person who was last given one then is to be given another: once in each week. */
  public static boolean isDue(Optional<Instant> issued, Instant now) {
    return issued.map(at -> bucket(at) < bucket(now)).orElse(true);
  }

  private static long bucket(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), BUCKET);
  }

  @Override
  public Node node() {
    return Node.of("tctoken").with("t", at.getEpochSecond()).bytes(bytes);
  }

  /** Gives a person such a token. The answer may hold one of theirs: {@link #in}. */
  public static Node issue(String id, Jid lid, Instant now) {
    Node token =
        Node.of("token").with("jid", lid.bare()).with("t", now.getEpochSecond()).with("type", TYPE);
    return Iq.set(id, "privacy", Node.of("tokens").children(token));
  }

  /**
   * The token that a notification or an answer brings; empty if there is none that is worth
   * anything.
   *
   * @throws dev.wharf.protocol.ProtocolFault {@code MISSING} or {@code MALFORMED} for one without
   *     bytes, {@code TOO_LARGE}
   */
  public static Optional<PrivacyToken> in(Node parent) {
    for (Node tokens : parent.childrenOf("tokens")) {
      for (Node token : tokens.childrenOf("token")) {
        var at = StanzaReader.time(token, "t");
        if (token.string("type").equals(Optional.of(TYPE)) && at.isPresent()) {
          byte[] bytes = NodeReader.requiredBytes(token);
          StanzaReader.requireAtMost(LONGEST, bytes.length, "tokens/token");
          return Optional.of(new PrivacyToken(bytes, at.get()));
        }
      }
    }
    return Optional.empty();
  }
}
