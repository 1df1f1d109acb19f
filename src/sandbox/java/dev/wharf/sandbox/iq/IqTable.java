package dev.wharf.sandbox.iq;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.util.Map;

/**
 * Who answers which namespace (connection.md 12.2, messaging.md 14.3). Everything else gets an
 * empty result at once, for an unanswered iq stalls a client for a minute.
 */
public final class IqTable {

  private static final IqHandler UNKNOWN = (_, _) -> Reply.EMPTY;

  private static final Map<String, IqHandler> HANDLERS =
      Map.ofEntries(
          Map.entry("encrypt", new EncryptIq()),
          Map.entry("passive", new PassiveIq()),
          Map.entry("abt", new PropsIq()),
          Map.entry("w", new PropsIq()),
          Map.entry("blocklist", new BlocklistIq()),
          Map.entry("privacy", new PrivacyIq()),
          Map.entry("usync", new UsyncIq()),
          Map.entry("w:sync:app:state", new AppStateIq()),
          Map.entry("w:m", new MediaIq()),
          Map.entry("w:g2", new GroupsIq()),
          Map.entry("w:profile:picture", new PictureIq()),
          Map.entry("w:biz", new BusinessIq()),
          Map.entry("w:mex", new MexIq()),
          Map.entry("newsletter", new NewsletterIq()),
          Map.entry("md", new CompanionIq()));

  private IqTable() {}

  public static Reply answer(Iq iq, Caller caller) {
    try {
      return HANDLERS.getOrDefault(iq.xmlns(), UNKNOWN).answer(iq, caller);
    } catch (ProtocolFault fault) {
      return new Reply.Error(400, "bad-request");
    }
  }

  /** The attributes and children of an answer that repeats the question's element. */
  static Node echo(Node question) {
    return new Node(question.tag(), question.attributes(), dev.wharf.protocol.node.Content.NONE);
  }
}
