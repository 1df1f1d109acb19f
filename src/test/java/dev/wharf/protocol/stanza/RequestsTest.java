package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {

  private static final Jid SELF = Jid.phone("5511987654321", 5);

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments(Requests.ping("7"), iq("get", "w:p", Node.of("ping"))),
        arguments(Requests.preKeyCount("7"), iq("get", "encrypt", Node.of("count"))),
        arguments(Requests.digest("7"), iq("get", "encrypt", Node.of("digest"))),
        arguments(Requests.active("7"), iq("set", "passive", Node.of("active"))),
        arguments(Requests.props("7"), iq("get", "abt", Node.of("props").with("protocol", "1"))),
        arguments(Requests.blocklist("7"), iq("get", "blocklist")),
        arguments(Requests.privacy("7"), iq("get", "privacy", Node.of("privacy"))),
        arguments(
            Requests.cleanDirty("7", "account_sync", 1_700_000_000),
            iq(
                "set",
                "urn:xmpp:whatsapp:dirty",
                Node.of("clean").with("type", "account_sync").with("timestamp", "1700000000"))),
        arguments(
            Requests.removeCompanion("7", SELF),
            iq(
                "set",
                "md",
                Node.of("remove-companion-device")
                    .with("jid", SELF)
                    .with("reason", "user_initiated"))),
        arguments(
            Requests.offlineBatch(100),
            Node.of("ib").children(Node.of("offline_batch").with("count", "100"))),
        arguments(
            Requests.unifiedSession(604799999),
            Node.of("ib").children(Node.of("unified_session").with("id", "604799999"))),
        arguments(
            Requests.presence("available", "Ana"),
            Node.of("presence").with("name", "Ana").with("type", "available")),
        arguments(
            Requests.iqResult("7"),
            Node.of("iq").with("id", "7").with("to", Jid.SERVER).with("type", "result")),
        arguments(
            Requests.pairDeviceAck("7"),
            Node.of("iq").with("id", "7").with("to", Jid.SERVER).with("type", "result")));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void looksAsTheWireHasIt(Node made, Node expected) {
    assertEquals(expected, made);
  }

  @Test
  void uploadsAllPartsOfTheKeys() {
    DeviceKeys keys = DeviceKeys.generate(new Random(1));
    List<PreKey> batch = PreKey.batch(0x010203, 812, new Random(2));

    Node upload = Requests.uploadPreKeys("7", keys, batch);

    assertEquals(
        Map.of(
            "id", new Attribute.Text("7"),
            "to", new Attribute.Address(Jid.SERVER),
            "type", new Attribute.Text("set"),
            "xmlns", new Attribute.Text("encrypt")),
        upload.attributes());
    assertEquals(
        List.of("registration", "type", "identity", "list", "skey"),
        upload.childList().stream().map(Node::tag).toList());
    assertArrayEquals(keys.registrationIdBytes(), bytes(upload, "registration"));
    assertArrayEquals(new byte[] {5}, bytes(upload, "type"));
    assertArrayEquals(keys.identity().publicKey(), bytes(upload, "identity"));
    List<Node> list = upload.child("list").orElseThrow().childList();
    assertEquals(812, list.size());
    assertEquals("key", list.getFirst().tag());
    assertArrayEquals(new byte[] {1, 2, 3}, bytes(list.getFirst(), "id"));
    assertArrayEquals(batch.getFirst().keyPair().publicKey(), bytes(list.getFirst(), "value"));
    SignedPreKey signed = keys.signedPreKey();
    Node skey = upload.child("skey").orElseThrow();
    assertArrayEquals(new byte[] {0, 0, 1}, bytes(skey, "id"));
    assertArrayEquals(signed.keyPair().publicKey(), bytes(skey, "value"));
    assertArrayEquals(signed.signature(), bytes(skey, "signature"));
  }

  @Test
  void saysHelloWithBinaryContentOnly() {
    Node request = Requests.companionHello("7", SELF, new byte[80], new byte[32], "Chrome (Linux)");

    Node hello = request.child("link_code_companion_reg").orElseThrow();
    assertEquals(iq("set", "md", hello), request);
    assertEquals(SELF.bare(), hello.jid("jid").orElseThrow());
    assertEquals("companion_hello", hello.string("stage").orElseThrow());
    assertEquals("true", hello.string("should_show_push_notification").orElseThrow());
    assertEquals(
        List.of(
            child("link_code_pairing_wrapped_companion_ephemeral_pub", new byte[80]),
            child("companion_server_auth_key_pub", new byte[32]),
            child("companion_platform_id", "1".getBytes(StandardCharsets.US_ASCII)),
            child(
                "companion_platform_display", "Chrome (Linux)".getBytes(StandardCharsets.US_ASCII)),
            child("link_code_pairing_nonce", new byte[1])),
        hello.childList());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 259200000",
    "345600000, 0, 0",
    "345599999, 0, 604799999",
    "345599999, 1, 0",
    "345600000, -1, 604799999",
    "1700000000000, 1500, 166401500",
    "-259200001, 0, 604799999"
  })
  void countsTheUnifiedSessionThroughTheWeek(long now, long offset, long expected) {
    assertEquals(expected, Requests.unifiedSessionId(now, offset));
  }

  private static Node iq(String type, String namespace, Node... children) {
    Node iq =
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", type)
            .with("xmlns", namespace);
    return children.length == 0 ? iq : iq.children(children);
  }

  private static Node child(String tag, byte[] bytes) {
    return new Node(tag, Map.of(), new Content.Bytes(bytes));
  }

  private static byte[] bytes(Node parent, String tag) {
    return parent.child(tag).flatMap(Node::bytes).orElseThrow();
  }
}
