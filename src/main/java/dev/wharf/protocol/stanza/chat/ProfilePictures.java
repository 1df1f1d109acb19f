package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pictures of people and groups (messaging.md 11.3). */
public final class ProfilePictures {

  private static final String NAMESPACE = "w:profile:picture";

  private ProfilePictures() {}

  /**
   * Where a picture is.
   *
   * @param id changes with the picture
   */
  public record Picture(String id, String url, Optional<String> directPath) {}

  /**
   * Asks where a picture is. Errors of the answer: 404 there is none, 401 it is hidden from us.
   *
   * @param preview a small one
   * @param have id of the one that we have
   */
  public static Node request(
      String id, Jid target, boolean preview, Optional<String> have, Optional<PrivacyToken> token) {
    Node picture =
        Node.of("picture").with("type", preview ? "preview" : "image").with("query", "url");
    if (have.isPresent()) {
      picture = picture.with("id", have.get());
    }
    List<Node> children = new ArrayList<>();
    token.map(PrivacyToken::node).ifPresent(children::add);
    return Iq.get(id, NAMESPACE, children.isEmpty() ? picture : picture.children(children))
        .with("target", target.bare());
  }

  /**
   * Empty if there is none, or still the one that we have.
   *
   * @throws ProtocolFault if it is there without an id or a place
   */
  public static Optional<Picture> read(Node reply) {
    return reply
        .child("picture")
        .filter(picture -> picture.string("status").isEmpty())
        .map(
            picture ->
                new Picture(
                    NodeReader.requiredString(picture, "id"),
                    NodeReader.requiredString(picture, "url"),
                    picture.string("direct_path")));
  }

  /**
   * Changes our own picture, or that of a group.
   *
   * @param jpeg empty to remove it
   */
  public static Node change(String id, Optional<Jid> group, Optional<byte[]> jpeg) {
    Node iq =
        jpeg.map(bytes -> Node.of("picture").with("type", "image").bytes(bytes))
            .map(picture -> Iq.set(id, NAMESPACE, picture))
            .orElseGet(() -> Iq.set(id, NAMESPACE));
    return group.isPresent() ? iq.with("target", group.get()) : iq;
  }
}
