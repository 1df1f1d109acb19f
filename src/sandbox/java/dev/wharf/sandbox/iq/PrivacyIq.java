package dev.wharf.sandbox.iq;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.post.Addresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The privacy settings of an account that changed none; a set is answered with them too. And the
 * tokens by which somebody lets others write (messaging.md 5.8).
 */
final class PrivacyIq implements IqHandler {

  private static final Node PRIVACY = Node.of("privacy").children(categories());

  @Override
  public Reply answer(Iq iq, Caller caller) {
    if (!iq.about().equals("tokens")) {
      return Reply.of(PRIVACY);
    }
    for (Node token : iq.child().orElseThrow().childrenOf("token")) {
      if (token.string("type").equals(Optional.of("trusted_contact"))) {
        Addresses.read(token, "jid")
            .flatMap(caller.accounts()::byJid)
            .filter(account -> account != caller.account())
            .ifPresent(account -> caller.trusts(account, time(token)));
      }
    }
    return Reply.EMPTY;
  }

  private static Instant time(Node token) {
    String seconds = NodeReader.requiredString(token, "t");
    try {
      return Instant.ofEpochSecond(Long.parseLong(seconds));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "token@t", "is no time");
    }
  }

  private static List<Node> categories() {
    var categories = new ArrayList<Node>();
    for (String name :
        List.of(
            "last",
            "online",
            "profile",
            "status",
            "groupadd",
            "readreceipts",
            "calladd",
            "messages",
            "stickers")) {
      categories.add(category(name, name.equals("online") ? "match_last_seen" : "all"));
    }
    categories.add(category("defense", "off"));
    return categories;
  }

  private static Node category(String name, String value) {
    return Node.of("category").with("name", name).with("value", value);
  }
}
