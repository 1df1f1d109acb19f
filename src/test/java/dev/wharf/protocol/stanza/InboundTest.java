package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundTest {

  private static final Jid ANA = Jid.phone("5511987654321", 0);
  private static final Jid SELF_LID = Jid.lid("123456789012345", 5);
  private static final Node IQ =
      Node.of("iq")
          .with("from", Jid.SERVER)
          .with("id", "1")
          .with("type", "set")
          .with("xmlns", "md");
  private static final Node PAIR_SUCCESS = IQ.with("t", "99").children(Node.of("pair-success"));
  private static final Node PING = IQ.with("type", "get").with("xmlns", "urn:xmpp:ping");
  private static final Node NOTIFICATION =
      Node.of("notification").with("id", "1").with("from", Jid.SERVER).with("type", "encrypt");
  private static final Node LINK_CODE =
      NOTIFICATION
          .with("type", "link_code_companion_reg")
          .children(Node.of("link_code_companion_reg").with("stage", "primary_hello"));
  private static final Node PASSKEY = NOTIFICATION.with("type", "passkey_prologue_request");
  private static final Node KEYS_LOW = NOTIFICATION.children(Node.of("count").with("value", "3"));
  private static final Node MESSAGE = Node.of("message").with("id", "A").with("from", ANA);
  private static final Node RECEIPT = Node.of("receipt").with("id", "A").with("from", ANA);
  private static final Node CALL = Node.of("call").with("id", "A").with("from", ANA);
  private static final Node ACK = Node.of("ack").with("id", "A");
  private static final Node PRESENCE = Node.of("presence").with("from", ANA);
  private static final Node TYPING = Node.of("chatstate").with("from", ANA);
  private static final Node SUCCESS = Node.of("success").with("t", "1700000000");

  static Stream<Arguments> known() {
    Node success = SUCCESS.with("lid", SELF_LID);
    return Stream.of(
        arguments(
            pairDevice(ref("2@a"), ref("2@b")), new Inbound.PairDevice("1", List.of("2@a", "2@b"))),
        arguments(PAIR_SUCCESS, new Inbound.PairSuccessIq("1", PAIR_SUCCESS)),
        arguments(success, new Inbound.Success(1_700_000_000, Optional.of(SELF_LID), success)),
        arguments(SUCCESS, new Inbound.Success(1_700_000_000, Optional.empty(), SUCCESS)),
        arguments(Node.of("xmlstreamend"), new Inbound.StreamEnd()),
        arguments(PING, new Inbound.ServerPing("1")),
        arguments(
            IQ.with("type", "result"), new Inbound.IqReply("1", false, IQ.with("type", "result"))),
        arguments(
            IQ.with("type", "error"), new Inbound.IqReply("1", true, IQ.with("type", "error"))),
        arguments(NOTIFICATION, new Inbound.Notification("1", Jid.SERVER, "encrypt", NOTIFICATION)),
        arguments(LINK_CODE, new Inbound.LinkCodeHello("1", LINK_CODE)),
        arguments(PASSKEY, new Inbound.PasskeyRequest("1", PASSKEY)),
        arguments(KEYS_LOW, new Inbound.PreKeyCountLow("1", 3, KEYS_LOW)),
        arguments(
            ib(Node.of("offline_preview").with("count", "12")), new Inbound.OfflinePreview(12)),
        arguments(ib(Node.of("offline").with("count", "12")), new Inbound.OfflineDone(12)),
        arguments(ib(Node.of("offline")), new Inbound.OfflineDone(0)),
        arguments(
            ib(Node.of("dirty").with("type", "groups").with("timestamp", "1700000000")),
            new Inbound.Dirty("groups", 1_700_000_000)),
        arguments(ib(Node.of("downgrade_webclient")), new Inbound.DowngradeWebclient()),
        arguments(
            ib(Node.of("client_expiration").with("t", "1700000000")),
            new Inbound.ClientExpiration(OptionalLong.of(1_700_000_000))),
        arguments(
            ib(Node.of("client_expiration")), new Inbound.ClientExpiration(OptionalLong.empty())),
        arguments(MESSAGE, new Inbound.Message(MESSAGE)),
        arguments(RECEIPT, new Inbound.Receipt(RECEIPT)),
        arguments(CALL, new Inbound.Call(CALL)),
        arguments(ACK, new Inbound.Ack(ACK)),
        arguments(PRESENCE, new Inbound.Presence(PRESENCE)),
        arguments(TYPING, new Inbound.ChatState(TYPING)));
  }

  @ParameterizedTest
  @MethodSource("known")
  void knowsAStanza(Node node, Inbound expected) {
    assertEquals(expected, Inbound.parse(node));
  }

  static Stream<Arguments> unknown() {
    return Stream.of(
        arguments("another tag", Node.of("stream:features")),
        arguments("iq without id", without(PING, "id")),
        arguments("iq without type", without(IQ, "type")),
        arguments("iq of odd type", IQ.with("type", "put")),
        arguments("iq get of another namespace", PING.with("xmlns", "w:p")),
        arguments("iq get without namespace", without(PING, "xmlns")),
        arguments("ping of somebody", PING.with("from", ANA)),
        arguments("ping from a string", PING.with("from", "@s.whatsapp.net")),
        arguments("iq set without child", IQ),
        arguments("pair-success of somebody", PAIR_SUCCESS.with("from", ANA)),
        arguments("pair-success from a string", PAIR_SUCCESS.with("from", "@s.whatsapp.net")),
        arguments("pair-success from nowhere", without(PAIR_SUCCESS, "from")),
        arguments("pair-device of somebody", pairDevice(ref("2@a")).with("from", ANA)),
        arguments("pair-device without ref", pairDevice()),
        arguments("pair-device with an empty ref", pairDevice(ref("2@a"), ref(""))),
        arguments("pair-device with a ref without content", pairDevice(Node.of("ref"))),
        arguments("pair-device with a comma", pairDevice(ref("2@a,b"))),
        arguments("pair-device with a space", pairDevice(ref("2@a b"))),
        arguments("pair-device with an umlaut", pairDevice(ref("2@ä"))),
        arguments("success without t", without(SUCCESS, "t")),
        arguments("success with an odd t", SUCCESS.with("t", "-1")),
        arguments("notification without id", without(NOTIFICATION, "id")),
        arguments("notification without from", without(NOTIFICATION, "from")),
        arguments("notification from a string", NOTIFICATION.with("from", "@s.whatsapp.net")),
        arguments("notification without type", without(NOTIFICATION, "type")),
        arguments("ib without child", Node.of("ib")),
        arguments("ib of odd child", ib(Node.of("tos"))),
        arguments("preview without count", ib(Node.of("offline_preview"))),
        arguments(
            "preview of too many", ib(Node.of("offline_preview").with("count", "2147483648"))),
        arguments("routing without info", ib(Node.of("edge_routing"))),
        arguments(
            "routing with empty node",
            ib(Node.of("edge_routing").children(Node.of("routing_info")))),
        arguments("dirty without type", ib(Node.of("dirty").with("timestamp", "1"))),
        arguments("dirty without time", ib(Node.of("dirty").with("type", "groups"))),
        arguments(
            "dirty at an odd time",
            ib(Node.of("dirty").with("type", "groups").with("timestamp", "soon"))),
        arguments("expiration at an odd time", ib(Node.of("client_expiration").with("t", "soon"))),
        arguments("message without id", without(MESSAGE, "id")),
        arguments("message without from", without(MESSAGE, "from")),
        arguments("message from a string", MESSAGE.with("from", "5511987654321@s.whatsapp.net")),
        arguments("receipt without from", without(RECEIPT, "from")),
        arguments("call without id", without(CALL, "id")),
        arguments("ack without id", without(ACK, "id")),
        arguments("presence without from", without(PRESENCE, "from")),
        arguments("chatstate without from", without(TYPING, "from")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void takesABrokenStanzaForUnknown(String name, Node node) {
    assertEquals(new Inbound.Unknown(node), Inbound.parse(node));
  }

  static Stream<Node> ordinary() {
    return Stream.of(
        LINK_CODE.with("from", ANA),
        LINK_CODE.children(),
        LINK_CODE.children(Node.of("link_code_companion_reg")),
        LINK_CODE.children(Node.of("link_code_companion_reg").with("stage", "refresh_code")),
        PASSKEY.with("from", ANA),
        KEYS_LOW.with("from", ANA),
        NOTIFICATION.children(Node.of("count")),
        NOTIFICATION.children(Node.of("count").with("value", "few")),
        NOTIFICATION.children(Node.of("identity")),
        NOTIFICATION.with("type", "w:gp2"));
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void takesANotificationThatMeansNothingSpecialForAnOrdinaryOne(Node node) {
    assertInstanceOf(Inbound.Notification.class, Inbound.parse(node));
  }

  @Test
  void handsOutRoutingInfoVerbatim() {
    byte[] info = {8, 2, 8, 5};
    Node node = ib(Node.of("edge_routing").children(Node.of("routing_info").bytes(info)));

    var routing = assertInstanceOf(Inbound.EdgeRouting.class, Inbound.parse(node));

    assertEquals(info, routing.routingInfo());
  }

  @Test
  void readsTheServerTimeOfAPairSuccess() {
    var success = assertInstanceOf(Inbound.PairSuccessIq.class, Inbound.parse(PAIR_SUCCESS));

    assertEquals(OptionalLong.of(99), success.time());
  }

  @Test
  void acceptsARefThatCameAsText() {
    assertEquals(
        new Inbound.PairDevice("1", List.of("2@a")),
        Inbound.parse(pairDevice(Node.of("ref").text("2@a"))));
  }

  @Test
  void takesOnlyAHiddenAddressForTheLidOfASuccess() {
    var success = assertInstanceOf(Inbound.Success.class, Inbound.parse(SUCCESS.with("lid", ANA)));

    assertEquals(Optional.empty(), success.lid());
  }

  static Stream<Arguments> failures() {
    Node failure = Node.of("failure");
    return Stream.of(
        arguments(failure, 0, OptionalInt.empty(), OptionalLong.empty()),
        arguments(failure.with("reason", "401"), 401, OptionalInt.empty(), OptionalLong.empty()),
        arguments(
            failure.with("reason", "402").with("code", "101").with("expire", "3600"),
            402,
            OptionalInt.of(101),
            OptionalLong.of(3600)),
        arguments(
            failure.with("reason", "4o1").with("code", "").with("expire", "1234567890123456789"),
            0,
            OptionalInt.empty(),
            OptionalLong.empty()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void readsAFailureHoweverBroken(
      Node node, int reason, OptionalInt code, OptionalLong expireSeconds) {
    assertEquals(new Inbound.Failure(reason, code, expireSeconds, node), Inbound.parse(node));
  }

  static Stream<Arguments> streamErrors() {
    Node error = Node.of("stream:error");
    Node replaced = Node.of("conflict").with("type", "replaced");
    return Stream.of(
        arguments(error, OptionalInt.empty(), Optional.empty()),
        arguments(error.with("code", "515"), OptionalInt.of(515), Optional.empty()),
        arguments(error.with("code", "many"), OptionalInt.empty(), Optional.empty()),
        arguments(error.children(replaced), OptionalInt.empty(), Optional.of("replaced")),
        arguments(error.children(Node.of("conflict")), OptionalInt.empty(), Optional.of("")),
        arguments(
            error.with("code", "401").children(Node.of("conflict").with("type", "device_removed")),
            OptionalInt.of(401),
            Optional.of("device_removed")));
  }

  @ParameterizedTest
  @MethodSource("streamErrors")
  void readsAStreamErrorHoweverBroken(Node node, OptionalInt code, Optional<String> conflict) {
    assertEquals(new Inbound.StreamError(code, conflict, node), Inbound.parse(node));
  }

  @Test
  void namesTheStanzaWhoseAckTheServerMisses() {
    Node node = Node.of("stream:error").children(Node.of("ack").with("id", "77"));

    var error = assertInstanceOf(Inbound.StreamError.class, Inbound.parse(node));

    assertEquals(Optional.of("77"), error.owedAckId());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void parsesAnyNode(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      assertNotNull(Inbound.parse(randomNode(random, 3)), "seed " + seed);
    }
  }

  private static final List<String> TAGS =
      List.of(
          "iq",
          "ib",
          "notification",
          "success",
          "failure",
          "stream:error",
          "message",
          "receipt",
          "ack",
          "call",
          "pair-device",
          "pair-success",
          "ref",
          "count",
          "offline",
          "dirty",
          "conflict",
          "edge_routing",
          "routing_info",
          "link_code_companion_reg",
          "presence");
  private static final List<String> KEYS =
      List.of("id", "type", "from", "xmlns", "t", "code", "reason", "count", "value", "stage");
  private static final List<String> VALUES =
      List.of("", "0", "-1", "set", "get", "result", "error", "encrypt", "99999999999999999999");

  private static Node randomNode(Random random, int depth) {
    var attributes = new LinkedHashMap<String, Attribute>();
    for (int i = random.nextInt(5); i > 0; i--) {
      attributes.put(
          KEYS.get(random.nextInt(KEYS.size())),
          random.nextInt(3) == 0
              ? new Attribute.Address(random.nextBoolean() ? Jid.SERVER : ANA)
              : new Attribute.Text(VALUES.get(random.nextInt(VALUES.size()))));
    }
    return new Node(TAGS.get(random.nextInt(TAGS.size())), attributes, content(random, depth));
  }

  private static Content content(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> Content.NONE;
      case 1 -> new Content.Bytes(new byte[random.nextInt(4)]);
      case 2 -> new Content.Text(VALUES.get(random.nextInt(VALUES.size())));
      default -> {
        var children = new ArrayList<Node>();
        for (int i = random.nextInt(3); i > 0; i--) {
          children.add(randomNode(random, depth - 1));
        }
        yield new Content.Children(children);
      }
    };
  }

  private static Node pairDevice(Node... refs) {
    return IQ.children(Node.of("pair-device").children(refs));
  }

  private static Node ref(String text) {
    return Node.of("ref").bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node ib(Node child) {
    return Node.of("ib").with("from", Jid.SERVER).children(child);
  }

  private static Node without(Node node, String key) {
    Map<String, Attribute> left = new LinkedHashMap<>(node.attributes());
    left.remove(key);
    return new Node(node.tag(), left, node.content());
  }
}
