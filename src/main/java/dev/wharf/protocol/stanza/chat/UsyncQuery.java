package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.List;

/** The frame of all questions about users (messaging.md 4.1, 11). */
final class UsyncQuery {

  private static final int MAX_USERS = 20_000;

  private UsyncQuery() {}

  static Node ask(String id, String context, List<Node> about, List<Node> users) {
    return Iq.get(
        id,
        "usync",
        Node.of("usync")
            .with("sid", id)
            .with("mode", "query")
            .with("last", "true")
            .with("index", "0")
            .with("context", context)
            .children(Node.of("query").children(about), Node.of("list").children(users)));
  }

  static List<Node> users(Node reply) {
    List<Node> users = NodeReader.requiredChild(reply, "usync", "list").childrenOf("user");
    StanzaReader.requireAtMost(MAX_USERS, users.size(), "iq/usync/list");
    return users;
  }
}
