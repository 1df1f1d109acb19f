package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.frame.Frame;
import dev.wharf.protocol.frame.Intro;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.noise.ClientHandshake;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox takes from clients on the wire, and how it ends what it does not. */
class LinkIT {

  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.ephemeral();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @AfterEach
  void forgetFaults() {
    running.admin.send("DELETE", "/admin/faults", "");
  }

  @Test
  void takesSeveralFramesInAMessageFramesInPartsAndIgnoresText() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      Node first = ping();
      Node second = ping();
      Node third = ping();
      link.sendText("hello");
      link.send(first, second);
      link.sendSplit(third);
      for (Node ping : List.of(first, second, third)) {
        Node pong = link.next();
        assertEquals(ping.string("id"), pong.string("id"));
        assertTrue(pong.string("t").isPresent());
      }
    }
  }

  @Test
  void takesRoutingInfoAndCountsIt() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    String phone = place.getString("phone");
    try (var link = running.open()) {
      byte[] routing = {8, 2, 8, 5};
      link.establish(
          companion.noiseKey, companion.login(phone, 1, false), running.anchor(), routing);
      assertEquals("success", link.next().tag());
    }
    assertEquals(1, running.admin.device(phone).getInteger("routedLogins"));
  }

  @Test
  void acceptsAKnownServerKeyAndFallsBackWhenItWasRotated() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    byte[] serverStatic;
    try (var link = running.open()) {
      byte[] payload = companion.login(place.getString("phone"), 1, false);
      var finished = link.establish(companion.noiseKey, payload, running.anchor(), new byte[0]);
      serverStatic = finished.chain().leaf().key();
      link.next();
    }
    assertFalse(loginWithKnown(companion, place, serverStatic).hasFinish());
    fault("{'kind':'certificate','flaw':'rotated','connections':1}");
    var fallback = loginWithKnown(companion, place, serverStatic);
    assertTrue(fallback.hasFinish());
    assertFalse(java.util.Arrays.equals(serverStatic, fallback.chain().leaf().key()));
  }

  private ClientHandshake.Finished loginWithKnown(
      TestCompanion companion, JsonObject place, byte[] serverStatic) {
    byte[] payload = companion.login(place.getString("phone"), 1, false);
    try (var link = running.open()) {
      var await =
          ClientHandshake.startWithKnownServer(
              KeyPair.generate(new SecureRandom()), companion.noiseKey, serverStatic, payload);
      var finished = link.establish(await, payload, running.anchor(), new byte[0]);
      assertEquals("success", link.next().tag());
      return finished;
    }
  }

  @Test
  void hangsUpOnAClientThatDoesNotBegin() {
    var impatient = SandboxConfig.ephemeral().patientFor(Duration.ofMillis(50));
    try (var other = Running.with(impatient);
        var link = other.open()) {
      assertEquals(1000, link.closeCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1", "WA\u0005\u0003", "ED\u0000\u0002"})
  void closesOnAWrongIntro(String intro) {
    try (var link = running.open()) {
      link.sendRaw(intro.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void closesOnAHelloThatIsNone() {
    try (var link = running.open()) {
      link.sendRaw(Intro.PROLOGUE);
      link.sendRaw(Frame.wrap(new byte[] {1, 2, 3}));
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void answersAForgedFrameWithBadMac() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      link.sendRaw(Frame.wrap(new byte[40]));
      assertTrue(link.next().child("bad-mac").isPresent());
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void refusesALoginWithAnotherNoiseKeyDeviceOrNumber() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    var thief = new TestCompanion();
    assertRefused(running.login(thief, place, true), "401");
    assertRefused(running.login(companion, place.copy().put("device", 2), true), "401");
    assertRefused(running.login(companion, place.copy().put("device", 0), true), "401");
    assertRefused(running.login(companion, place.copy().put("phone", "4915112345"), true), "401");
    assertEquals(3, running.admin.account(place.getString("phone")).getInteger("loginsRefused"));
  }

  @Test
  void refusesAPayloadThatIsNone() {
    try (var link = running.open()) {
      link.establish(
          new TestCompanion().noiseKey, new byte[] {(byte) 0xFF}, running.anchor(), new byte[0]);
      assertRefused(link, "400");
    }
  }

  @Test
  void refusesARegistrationWhoseSignedPreKeyDoesNotVerify() {
    var companion = new TestCompanion();
    byte[] payload = companion.registration("");
    payload[payload.length / 2] ^= 1;
    try (var link = running.open()) {
      link.establish(companion.noiseKey, payload, running.anchor(), new byte[0]);
      Node failure = link.next();
      assertEquals("failure", failure.tag());
    }
  }

  @Test
  void dropsACompanionThatSignsSomethingElse() throws Exception {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      var place = running.admin.scan(companion.qr(Running.firstRef(link.next())));
      Node answer = new TestCompanion().sign(link.next());
      link.send(answer);
      assertEquals("401", link.next().string("code").orElseThrow());
      assertEquals(1000, link.closeCode());
      assertTrue(running.admin.account(place.getString("phone")).getJsonArray("devices").isEmpty());
    }
  }

  @Test
  void replacesTheOlderLinkOfADevice() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var older = running.online(companion, place);
        var newer = running.online(companion, place)) {
      Node error = older.next();
      assertEquals("stream:error", error.tag());
      assertTrue(error.string("code").isEmpty());
      assertEquals("replaced", error.child("conflict").orElseThrow().string("type").orElseThrow());
      assertEquals(1000, older.closeCode());
      Node ping = ping();
      assertEquals(ping.string("id"), newer.ask(ping).string("id"));
    }
  }

  @Test
  void tellsCompanionsOfEachOther() throws Exception {
    var first = new TestCompanion();
    var place = running.pair(first, "Two phones");
    try (var link = running.online(first, place)) {
      var second = running.pair(new TestCompanion(), "Two phones");
      assertEquals(2, second.getInteger("device"));
      Node added = link.next();
      assertEquals("devices", added.string("type").orElseThrow());
      assertEquals("2", String.valueOf(change(added, "add").jid("jid").orElseThrow().device()));
      running.admin.removeDevice(place.getString("phone"), 2);
      assertEquals(2, change(link.next(), "remove").jid("lid").orElseThrow().device());
    }
  }

  private static Node change(Node notification, String what) {
    Node change = notification.child(what).orElseThrow();
    assertTrue(change.string("device_hash").orElseThrow().matches("2:[A-Za-z0-9+/]{8}"));
    assertTrue(change.child("key-index-list").orElseThrow().string("ts").isPresent());
    return change.child("device").orElseThrow();
  }

  @Test
  void aLogoutOfTheClientUnlinksIt() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      Node other = TestCompanion.request("md", "set").children(remove(place.getString("phone"), 2));
      assertEquals("error", link.ask(other).string("type").orElseThrow());
      Node own = TestCompanion.request("md", "set").children(remove(place.getString("phone"), 1));
      assertEquals("result", link.ask(own).string("type").orElseThrow());
      assertEquals("xmlstreamend", link.next().tag());
      assertEquals(1000, link.closeCode());
    }
    assertRefused(running.login(companion, place, true), "401");
  }

  private static Node remove(String phone, int device) {
    return Node.of("remove-companion-device")
        .with("jid", dev.wharf.identity.Jid.phone(phone, device))
        .with("reason", "user_initiated");
  }

  @Test
  void acksWhatClientsSend() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      var peer = dev.wharf.identity.Jid.phone("15550001111", 0);
      link.send(Node.of("message").with("to", peer).with("id", "ABC").with("type", "text"));
      Node ack = link.next();
      assertEquals("message", ack.string("class").orElseThrow());
      assertEquals(peer, ack.jid("from").orElseThrow());
      assertTrue(ack.string("t").isPresent());
      link.send(
          Node.of("presence").with("name", "Bo").with("type", "available"),
          Node.of("presence"),
          Node.of("ib").children(Node.of("unified_session").with("id", "1")),
          Node.of("receipt").with("to", peer).with("id", "ABC").with("type", "read"));
      assertEquals("read", link.next().string("type").orElseThrow());
      assertEquals("Bo", running.admin.account(place.getString("phone")).getString("pushName"));
    }
  }

  @Test
  void servesManyLinksWithOneKeyOverAReadOnlyChain() {
    byte[] first = chain();
    assertArrayEquals(first, chain());
  }

  private static byte[] chain() {
    try (var link = running.open()) {
      var companion = new TestCompanion();
      return link.establish(
              companion.noiseKey, companion.registration(""), running.anchor(), new byte[0])
          .chain()
          .leaf()
          .details();
    }
  }

  private static Node ping() {
    return TestCompanion.request("w:p", "get").children(Node.of("ping"));
  }

  private static void assertRefused(ClientLink link, String reason) {
    try (link) {
      Node failure = link.next();
      assertEquals("failure", failure.tag());
      assertEquals(reason, failure.string("reason").orElseThrow());
      assertEquals(1000, link.closeCode());
    }
  }

  private static void fault(String json) {
    running.admin.fault(new JsonObject(json.replace('\'', '"')));
  }
}
