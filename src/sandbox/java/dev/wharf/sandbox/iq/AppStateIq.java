package dev.wharf.sandbox.iq;

import com.google.protobuf.CodedOutputStream;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.account.AppState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * App state: keeps patches that it cannot read, and gives out the ones a client lacks, and a
 * snapshot if the phone made one and the client has nothing (messaging.md 10.4). An account whose
 * phone has shared nothing has none.
 */
final class AppStateIq implements IqHandler {

  private static final Node CONFLICT = Node.of("error").with("code", 409).with("text", "conflict");

  @Override
  public Reply answer(Iq iq, Caller caller) {
    var collections = new ArrayList<Node>();
    for (Node asked : NodeReader.requiredChild(iq.node(), "sync").childrenOf("collection")) {
      collections.add(collection(asked, caller));
    }
    return Reply.of(Node.of("sync").children(collections));
  }

  private static Node collection(Node asked, Caller caller) {
    String name = NodeReader.requiredString(asked, "name");
    long has = NodeReader.optionalLong(asked, "version").orElse(0);
    Node collection = Node.of("collection").with("name", name);
    Optional<AppState.Name> known = AppState.Name.of(name);
    Optional<AppState> state = caller.account().appState();
    if (known.isEmpty() || state.isEmpty()) {
      return collection.with("version", has);
    }
    Optional<Node> patch = asked.child("patch");
    return patch.isPresent()
        ? uploaded(collection, known.get(), state.get(), has, patch.get(), caller)
        : news(collection, known.get(), state.get(), has, asked.string("return_snapshot"));
  }

  private static Node news(
      Node collection, AppState.Name name, AppState state, long has, Optional<String> whole) {
    Optional<AppState.Snapshot> snapshot =
        state.snapshot(name).filter(_ -> has == 0 && whole.filter("true"::equals).isPresent());
    if (snapshot.isEmpty()) {
      return since(collection, name, state, has);
    }
    Node since = since(collection, name, state, snapshot.get().version());
    var children = new ArrayList<Node>();
    children.add(Node.of("snapshot").bytes(snapshot.get().reference()));
    children.addAll(since.childList());
    return since.children(children);
  }

  private static Node since(Node collection, AppState.Name name, AppState state, long has) {
    // A client that knows more than there is has it from before a reset.
    Node versioned = collection.with("version", Math.max(has, state.version(name)));
    var patches =
        state.served(name, has).stream().map(patch -> Node.of("patch").bytes(patch)).toList();
    return patches.isEmpty() ? versioned : versioned.children(Node.of("patches").children(patches));
  }

  private static Node uploaded(
      Node collection, AppState.Name name, AppState state, long has, Node patch, Caller caller) {
    if (has != state.version(name)) {
      Node newer = since(collection.with("type", "error"), name, state, has);
      var children = new ArrayList<>(newer.childList());
      children.add(CONFLICT);
      return newer.children(children);
    }
    state.append(name, numbered(NodeReader.requiredBytes(patch), has + 1));
    caller.changed();
    caller.shared(name);
    return collection.with("version", state.version(name));
  }

  /** With its version, which uploads leave out: field 1, and field 1 of that. */
  private static byte[] numbered(byte[] patch, long version) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      out.writeTag(1, com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(CodedOutputStream.computeUInt64Size(1, version));
      out.writeUInt64(1, version);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    bytes.writeBytes(patch);
    return bytes.toByteArray();
  }
}
