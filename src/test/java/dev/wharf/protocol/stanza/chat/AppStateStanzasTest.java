package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Collected;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Wanted;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppStateStanzasTest {

  private static final Node COLLECTION =
      Node.of("collection").with("name", "critical_block").with("version", "4");

  static Node reply(Node... collections) {
    return Node.of("iq")
        .with("id", "7")
        .with("type", "result")
        .children(Node.of("sync").children(collections));
  }

  static Node full() {
    return COLLECTION
        .with("has_more_patches", "true")
        .children(Node.of("snapshot").bytes(new byte[] {1}), Node.of("patches").children(patch()));
  }

  private static Node patch() {
    return Node.of("patch").bytes(new byte[] {2});
  }

  @Test
  void asksForCollections() {
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "set")
            .with("xmlns", "w:sync:app:state")
            .children(
                Node.of("sync")
                    .children(
                        Node.of("collection")
                            .with("name", "critical_block")
                            .with("version", "0")
                            .with("return_snapshot", "true"),
                        Node.of("collection")
                            .with("name", "regular_low")
                            .with("version", "3")
                            .children(patch()))),
        AppStateStanzas.sync(
            "7",
            List.of(
                new Wanted("critical_block", 0, Optional.empty()),
                new Wanted("regular_low", 3, Optional.of(new byte[] {2})))));
  }

  @Test
  void readsSnapshotAndPatches() {
    Collected read = AppStateStanzas.read(assertSurvives(reply(full()))).getFirst();

    assertEquals("critical_block", read.name());
    assertEquals(4, read.version());
    assertArrayEquals(new byte[] {1}, read.snapshot().orElseThrow());
    assertArrayEquals(new byte[] {2}, read.patches().getFirst());
    assertTrue(read.hasMore());
    assertEquals(OptionalInt.empty(), read.error());
  }

  static Stream<Arguments> states() {
    Node error = Node.of("error").with("code", "409");
    return Stream.of(
        arguments(COLLECTION, 0, OptionalInt.empty()),
        arguments(COLLECTION.children(patch(), patch()), 2, OptionalInt.empty()),
        arguments(
            COLLECTION.with("type", "error").children(error, Node.of("patches").children(patch())),
            1,
            OptionalInt.of(409)),
        arguments(COLLECTION.with("type", "error"), 0, OptionalInt.of(0)),
        arguments(COLLECTION.children(Node.of("error")), 0, OptionalInt.of(0)),
        arguments(
            Samples.without(COLLECTION, "version").with("version", "x"), 0, OptionalInt.empty()));
  }

  @ParameterizedTest
  @MethodSource("states")
  void readsWhatTheServerHas(Node collection, int patches, OptionalInt error) {
    Collected read = AppStateStanzas.read(reply(collection)).getFirst();

    assertEquals(patches, read.patches().size());
    assertEquals(error, read.error());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(Node.of("iq"), Kind.MISSING, "iq/sync"),
        arguments(reply(Node.of("collection")), Kind.MISSING, "collection@name"),
        arguments(reply(COLLECTION.children(Node.of("patch"))), Kind.MISSING, "patch/#bytes"),
        arguments(reply(COLLECTION.children(Node.of("snapshot"))), Kind.MISSING, "snapshot/#bytes"),
        arguments(
            reply(COLLECTION.children(Collections.nCopies(20_001, patch()))),
            Kind.TOO_LARGE,
            "collection/patches"),
        arguments(
            reply(Collections.nCopies(65, COLLECTION).toArray(Node[]::new)),
            Kind.TOO_LARGE,
            "iq/sync"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> AppStateStanzas.read(node));
  }
}
