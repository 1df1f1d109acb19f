package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilePicturesTest {

  private static final Node PICTURE =
      Node.of("picture")
          .with("id", "17")
          .with("type", "preview")
          .with("url", "https://pps.example/1")
          .with("direct_path", "/v/1");

  private static Node iq(String type) {
    return Node.of("iq")
        .with("id", "7")
        .with("to", Jid.SERVER)
        .with("type", type)
        .with("xmlns", "w:profile:picture");
  }

  static Node reply() {
    return Node.of("iq").with("id", "7").with("type", "result").children(PICTURE);
  }

  @Test
  void areAskedFor() {
    var token = new PrivacyToken(new byte[] {5}, Instant.ofEpochSecond(Samples.T));

    assertWire(
        iq("get")
            .with("target", ANA.bare())
            .children(Node.of("picture").with("type", "image").with("query", "url")),
        ProfilePictures.request("7", ANA, false, Optional.empty(), Optional.empty()));
    assertWire(
        iq("get")
            .with("target", ANA.bare())
            .children(
                Node.of("picture")
                    .with("type", "preview")
                    .with("query", "url")
                    .with("id", "16")
                    .children(Node.of("tctoken").with("t", Samples.T).bytes(new byte[] {5}))),
        ProfilePictures.request("7", ANA, true, Optional.of("16"), Optional.of(token)));
  }

  @Test
  void areChangedAndRemoved() {
    assertWire(
        iq("set")
            .with("target", GROUP)
            .children(Node.of("picture").with("type", "image").bytes(new byte[] {1})),
        ProfilePictures.change("7", Optional.of(GROUP), Optional.of(new byte[] {1})));
    assertWire(iq("set"), ProfilePictures.change("7", Optional.empty(), Optional.empty()));
  }

  @Test
  void areSomewhere() {
    assertEquals(
        Optional.of(
            new ProfilePictures.Picture("17", "https://pps.example/1", Optional.of("/v/1"))),
        ProfilePictures.read(assertSurvives(reply())));
  }

  static Stream<Node> none() {
    return Stream.of(
        Node.of("iq"),
        Node.of("iq").children(Node.of("picture").with("status", "204")),
        Node.of("iq").children(Node.of("picture").with("status", "304")));
  }

  @ParameterizedTest
  @MethodSource("none")
  void areNotThere(Node reply) {
    assertEquals(Optional.empty(), ProfilePictures.read(reply));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(arguments("id", "picture@id"), arguments("url", "picture@url"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAPictureWithoutNameOrPlace(String key, String path) {
    Node reply = Node.of("iq").children(Samples.without(PICTURE, key));

    assertFault(Kind.MISSING, path, () -> ProfilePictures.read(reply));
  }
}
