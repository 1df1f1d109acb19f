package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import java.util.ArrayList;

/**
 * App state: every collection is at the version the client has, and holds nothing. Patches come
 * with history and app state.
 */
final class AppStateIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    var collections = new ArrayList<Node>();
    for (Node asked : NodeReader.requiredChild(iq.node(), "sync").childrenOf("collection")) {
      collections.add(
          Node.of("collection")
              .with("name", NodeReader.requiredString(asked, "name"))
              .with("version", NodeReader.optionalLong(asked, "version").orElse(0)));
    }
    return Reply.of(Node.of("sync").children(collections));
  }
}
