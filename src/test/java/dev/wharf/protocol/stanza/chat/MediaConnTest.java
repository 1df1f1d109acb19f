package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertSurvives;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MediaConnTest {

  private static final Node HOST =
      Node.of("host").with("hostname", "mmg.whatsapp.net").with("type", "primary");
  private static final Node CONN =
      Node.of("media_conn").with("auth", "secret").with("ttl", "300").with("auth_ttl", "200");

  static Node reply() {
    return reply(
        CONN.children(
            Node.of("host").with("hostname", "127.0.0.1:8080").with("type", "fallback"),
            HOST.with("fallback_hostname", "other.whatsapp.net")));
  }

  private static Node reply(Node conn) {
    return Node.of("iq").with("id", "7").with("type", "result").children(conn);
  }

  @Test
  void isAskedFor() {
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "set")
            .with("xmlns", "w:m")
            .children(Node.of("media_conn")),
        MediaConn.request("7"));
  }

  @Test
  void namesItsHostsBestFirst() {
    MediaConn conn = MediaConn.read(assertSurvives(reply()));

    assertEquals(
        new MediaConn(
            "secret",
            Duration.ofSeconds(300),
            Duration.ofSeconds(200),
            List.of(
                new MediaConn.Host("mmg.whatsapp.net", true, Optional.of("other.whatsapp.net")),
                new MediaConn.Host("127.0.0.1:8080", false, Optional.empty()))),
        conn);
    assertEquals(Duration.ofSeconds(200), conn.holdsFor());
    assertFalse(conn.toString().contains("secret"));
  }

  @Test
  void holdsForSomeTimeIfTheServerDoesNotSay() {
    MediaConn conn =
        MediaConn.read(
            reply(
                Node.of("media_conn")
                    .with("auth", "s")
                    .children(HOST.with("fallback_hostname", "a/b"))));

    assertEquals(Duration.ofSeconds(300), conn.holdsFor());
    assertEquals(Optional.empty(), conn.hosts().getFirst().fallbackHostname());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(Node.of("iq"), Kind.MISSING, "iq/media_conn"),
        arguments(reply(CONN), Kind.MISSING, "media_conn/host"),
        arguments(
            reply(Samples.without(CONN, "auth").children(HOST)), Kind.MISSING, "media_conn@auth"),
        arguments(reply(CONN.children(Node.of("host"))), Kind.MISSING, "host@hostname"),
        arguments(
            reply(CONN.children(HOST.with("hostname", "evil.example/x?"))),
            Kind.MALFORMED,
            "host@hostname"),
        arguments(
            reply(CONN.children(HOST.with("hostname", "a@b"))), Kind.MALFORMED, "host@hostname"),
        arguments(reply(CONN.children(HOST.with("hostname", ""))), Kind.MALFORMED, "host@hostname"),
        arguments(
            reply(CONN.children(Collections.nCopies(65, HOST))),
            Kind.TOO_LARGE,
            "media_conn/host"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> MediaConn.read(node));
  }
}
