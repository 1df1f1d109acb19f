package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;

/** The outer element of a request (messaging.md 3.1). The answer has the same id. */
public final class Iq {

  private Iq() {}

  /** Asks the server for something. */
  public static Node get(String id, String namespace, Node... children) {
    return of("get", id, Jid.SERVER, namespace, children);
  }

  /** Asks the server to change something. */
  public static Node set(String id, String namespace, Node... children) {
    return of("set", id, Jid.SERVER, namespace, children);
  }

  /**
   * A request to somebody else than the server, such as a group.
   *
   * @param type {@code get} or {@code set}
   */
  public static Node of(String type, String id, Jid to, String namespace, Node... children) {
    Node iq =
        Node.of("iq").with("id", id).with("to", to).with("type", type).with("xmlns", namespace);
    return children.length == 0 ? iq : iq.children(children);
  }
}
