package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who may see what of us (messaging.md 11.4).
 *
 * @param values by category, for example {@code readreceipts} to {@code all}
 */
public record PrivacySettings(Map<String, String> values) {

  private static final int MAX_CATEGORIES = 256;
  private static final String READ_RECEIPTS = "readreceipts";

  public PrivacySettings {
    values = Map.copyOf(values);
  }

  public static Node request(String id) {
    return Iq.get(id, "privacy", Node.of("privacy"));
  }

  /**
   * @param value for example {@code all}, {@code contacts}, {@code none}
   */
  public static Node change(String id, String category, String value) {
    Node change = Node.of("category").with("name", category).with("value", value);
    return Iq.set(id, "privacy", Node.of("privacy").children(change));
  }

  /**
   * @throws ProtocolFault if there are none
   */
  public static PrivacySettings read(Node reply) {
    var values = new LinkedHashMap<String, String>();
    for (Node category : NodeReader.requiredChild(reply, "privacy").childrenOf("category")) {
      values.put(
          NodeReader.requiredString(category, "name"),
          NodeReader.requiredString(category, "value"));
    }
    StanzaReader.requireAtMost(MAX_CATEGORIES, values.size(), "iq/privacy");
    return new PrivacySettings(values);
  }

  /** Whether people are told that we read what they wrote; so if the server does not say. */
  public boolean tellsRead() {
    return !"none".equals(values.getOrDefault(READ_RECEIPTS, "all"));
  }
}
