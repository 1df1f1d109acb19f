package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The state that the devices of an account share, still encrypted (messaging.md 10.4). */
public final class AppStateStanzas {

  private static final int MAX_COLLECTIONS = 64;
  private static final int MAX_PATCHES = 20_000;

  private AppStateStanzas() {}

  /**
   * What we want of a collection.
   *
   * @param version that we have; 0 asks for a snapshot
   * @param patch of ours, on top of that version
   */
  public record Wanted(String name, long version, Optional<byte[]> patch) {}

  /**
   * What the server has.
   *
   * @param snapshot an ExternalBlobReference
   * @param patches each a SyncdPatch; one without a version has the one after the one before
   * @param hasMore ask again, from the last version
   * @param error 409 if others were faster: take their patches, then try again
   */
  public record Collected(
      String name,
      long version,
      Optional<byte[]> snapshot,
      List<byte[]> patches,
      boolean hasMore,
      OptionalInt error) {

    public Collected {
      patches = List.copyOf(patches);
    }
  }

  public static Node sync(String id, Collection<Wanted> wanted) {
    var collections = new ArrayList<Node>(wanted.size());
    for (Wanted one : wanted) {
      collections.add(collection(one));
    }
    return Iq.set(id, "w:sync:app:state", Node.of("sync").children(collections));
  }

  /**
   * @throws ProtocolFault if there is no list, or a collection has no name; {@code TOO_LARGE}
   */
  public static List<Collected> read(Node reply) {
    List<Node> collections = NodeReader.requiredChild(reply, "sync").childrenOf("collection");
    StanzaReader.requireAtMost(MAX_COLLECTIONS, collections.size(), "iq/sync");
    return collections.stream().map(AppStateStanzas::collected).toList();
  }

  private static Node collection(Wanted wanted) {
    Node collection =
        Node.of("collection").with("name", wanted.name()).with("version", wanted.version());
    if (wanted.version() == 0 && wanted.patch().isEmpty()) {
      collection = collection.with("return_snapshot", "true");
    }
    return wanted.patch().isPresent()
        ? collection.children(Node.of("patch").bytes(wanted.patch().get()))
        : collection;
  }

  private static Collected collected(Node collection) {
    var patches = new ArrayList<byte[]>();
    Node parent = collection.child("patches").orElse(collection);
    for (Node patch : parent.childrenOf("patch")) {
      patches.add(NodeReader.requiredBytes(patch));
    }
    StanzaReader.requireAtMost(MAX_PATCHES, patches.size(), "collection/patches");
    return new Collected(
        NodeReader.requiredString(collection, "name"),
        StanzaReader.longNumber(collection, "version").orElse(0),
        collection.child("snapshot").map(NodeReader::requiredBytes),
        patches,
        collection.string("has_more_patches").filter("true"::equals).isPresent(),
        error(collection));
  }

  /** An error without a number is one all the same. */
  private static OptionalInt error(Node collection) {
    Optional<Node> error = collection.child("error");
    return error.isPresent() || collection.string("type").equals(Optional.of("error"))
        ? OptionalInt.of(error.map(e -> StanzaReader.number(e, "code").orElse(0)).orElse(0))
        : OptionalInt.empty();
  }
}
