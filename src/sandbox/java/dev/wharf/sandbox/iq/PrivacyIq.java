package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import java.util.ArrayList;
import java.util.List;

/** The privacy settings of an account that changed none. A set is answered with them too. */
final class PrivacyIq implements IqHandler {

  private static final Node PRIVACY = Node.of("privacy").children(categories());

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return iq.about().equals("tokens") ? Reply.EMPTY : Reply.of(PRIVACY);
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
