package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads parts of stanzas into our types. What nobody can do without is required, with a fault; what
 * we can do without is empty if it is absent or odd.
 */
public final class StanzaReader {

  private static final long YEAR_10000 = 253_402_300_800L;

  private StanzaReader() {}

  /** A message id that must be there. */
  public static MessageId requiredMessageId(Node node, String key) {
    String text = NodeReader.requiredString(node, key);
    try {
      return new MessageId(text);
    } catch (IllegalArgumentException _) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED, node.tag() + '@' + key, "is not a message id");
    }
  }

  /** An address of somebody that must be there: JID-encoded, with a user. */
  public static Jid requiredUser(Node node, String key) {
    Jid jid = NodeReader.requiredJid(node, key);
    if (jid.user().isEmpty()) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, node.tag() + '@' + key, "names nobody");
    }
    return jid;
  }

  /** An address of somebody; empty if it is absent, no JID on the wire, or has no user. */
  public static Optional<Jid> user(Node node, String key) {
    return node.jid(key).filter(jid -> !jid.user().isEmpty());
  }

  /** Seconds since the epoch; empty if absent or no time before the year 10000. */
  public static Optional<Instant> time(Node node, String key) {
    return Decimal.ofLong(node, key).stream()
        .filter(seconds -> seconds < YEAR_10000)
        .mapToObj(Instant::ofEpochSecond)
        .findFirst();
  }

  /** An unsigned decimal; empty if absent or odd. */
  public static OptionalInt number(Node node, String key) {
    return Decimal.ofInt(node, key);
  }

  /** An unsigned decimal; empty if absent or odd. */
  public static OptionalLong longNumber(Node node, String key) {
    return Decimal.ofLong(node, key);
  }

  /** A text that people wrote, without the zero character, which PostgreSQL refuses. */
  public static Optional<String> text(Node node, String key) {
    return node.string(key).map(StanzaReader::clean);
  }

  /** The same of the content; empty if there is none or if it is children. */
  public static Optional<String> text(Node node) {
    return node.bytes().isPresent()
        ? Optional.of(clean(NodeReader.requiredText(node)))
        : Optional.empty();
  }

  /**
   * The address that ratchets and stores know: devices that run in a business's cloud count as
   * devices of their user, and the legacy phone server as the phone server (messaging.md 2.1).
   */
  public static Jid plain(Jid jid) {
    return switch (jid.server()) {
      case Jid.HOSTED_SERVER, "c.us" -> new Jid(jid.user(), jid.device(), Jid.PHONE_SERVER);
      case Jid.HOSTED_LID_SERVER -> new Jid(jid.user(), jid.device(), Jid.LID_SERVER);
      default -> jid;
    };
  }

  /** A fault if there are more than that many of something. */
  public static void requireAtMost(int limit, int count, String path) {
    if (count > limit) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, path, count + " > " + limit);
    }
  }

  private static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }
}
