package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault does what its name says, to those it is for. */
class FaultsIT {

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
  void failureCarriesItsAttributesAtLogin() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    fault("{'kind':'failure','reason':402,'code':101,'expire':3600,'phone':'%s'}", place);
    try (var link = running.login(companion, place, true)) {
      Node failure = link.next();
      assertEquals("402", failure.string("reason").orElseThrow());
      assertEquals("101", failure.string("code").orElseThrow());
      assertEquals("3600", failure.string("expire").orElseThrow());
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void failureAtRegistrationMeetsTheNextConnectionsOnly() {
    fault("{'kind':'failure','reason':503,'at':'registration','connections':1}");
    try (var first = running.register(new TestCompanion(), "");
        var second = running.register(new TestCompanion(), "")) {
      assertEquals("failure", first.next().tag());
      assertEquals("iq", second.next().tag());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'code','503',503,",
    "'device-removed','',401,conflict",
    "'replaced','',,conflict",
    "'replaced-409','',409,conflict",
    "'ack','',,ack",
    "'xml-not-well-formed','',,xml-not-well-formed",
    "'bad-mac','',,bad-mac"
  })
  void streamErrorsHaveEveryForm(String form, String code, String wireCode, String child)
      throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'stream-error','form':'" + form + "','code':'" + code + "'}");
      Node error = link.next();
      assertEquals("stream:error", error.tag());
      assertEquals(wireCode, error.string("code").orElse(null));
      assertEquals(child, error.childList().stream().map(Node::tag).findFirst().orElse(null));
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void streamErrorAfterLoginComesAfterTheOfflineMarker() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    fault("{'kind':'stream-error','code':'515','at':'online','afterMillis':50}");
    try (var link = running.online(companion, place)) {
      assertEquals("515", link.next().string("code").orElseThrow());
    }
  }

  @Test
  void silenceSaysNothingMore() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'silence'}");
      link.send(TestCompanion.request("w:p", "get"));
      fault("{'kind':'close','code':1012}");
      assertEquals(1012, link.closeCode());
    }
  }

  @Test
  void resetBreaksTheConnectionWithoutAGoodbye() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'reset'}");
      assertNotEquals(1000, link.closeCode());
    }
    assertEquals(0, running.admin.accounts().getInteger("connections"));
  }

  @Test
  void streamEndEndsTheStream() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    fault("{'kind':'xmlstreamend','at':'login'}");
    try (var link = running.login(companion, place, true)) {
      assertEquals("xmlstreamend", link.next().tag());
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void closeBeforeServerHelloSaysNothing() {
    fault("{'kind':'close','at':'hello','code':1001,'connections':1}");
    try (var link = running.open()) {
      link.sendRaw(new byte[] {'W', 'A', 6, 3, 0, 0, 1, 0});
      assertEquals(1001, link.closeCode());
    }
  }

  @Test
  void badFrameDoesNotDecrypt() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'bad-frame'}");
      var fault = assertThrows(ProtocolFault.class, link::next);
      assertEquals(ProtocolFault.Kind.FORGED, fault.kind());
    }
  }

  @ParameterizedTest
  @CsvSource({"wrong-root,FORGED", "expired,UNTRUSTED"})
  void certificatesCanBeWrong(String flaw, ProtocolFault.Kind kind) {
    fault("{'kind':'certificate','flaw':'" + flaw + "','connections':1}");
    var companion = new TestCompanion();
    var fault = assertThrows(ProtocolFault.class, () -> running.register(companion, ""));
    assertEquals(kind, fault.kind());
    running.register(companion, "").close();
  }

  @Test
  void refusedUpgradesHaveTheStatusAskedFor() {
    fault("{'kind':'refuse-upgrade','status':429,'connections':1}");
    var error = assertThrows(AssertionError.class, running::open);
    assertTrue(String.valueOf(error.getCause()).contains("429"));
  }

  @Test
  void refsHaveTheCountAndLifeAskedForAndTheLastOneEndsTheLink() {
    fault("{'kind':'refs','count':2,'firstSeconds':0.2,'nextSeconds':0.2,'connections':1}");
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      Node pairDevice = link.next().childList().getFirst();
      assertEquals(2, pairDevice.childList().size());
      assertEquals(1000, link.closeCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac", "signature"})
  void proofsCanBeBadAndARefusalRollsThePairingBack(String part) throws Exception {
    fault("{'kind':'bad-proof','part':'" + part + "','connections':1}");
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      var place = running.admin.scan(companion.qr(Running.firstRef(link.next())));
      Node iq = link.next();
      Node container = iq.childList().getFirst().childList().getFirst();
      assertEquals(part, companion.check(container.bytes().orElseThrow()));
      link.send(
          Node.of("iq")
              .with("to", Jid.SERVER)
              .with("type", "error")
              .with("id", iq.string("id").orElseThrow())
              .children(Node.of("error").with("code", 401).with("text", part + "-mismatch")));
      assertEquals("stream:error", link.next().tag());
      assertTrue(running.admin.account(place.getString("phone")).getJsonArray("devices").isEmpty());
    }
  }

  @Test
  void aWithheldNumberIsToldByTheQuestionAskedFor() throws Exception {
    fault("{'kind':'withheld-number','queries':2,'connections':1}");
    var companion = new TestCompanion();
    String lid;
    try (var link = running.register(companion, "")) {
      lid = running.admin.scan(companion.qr(Running.firstRef(link.next()))).getString("lid");
      Node iq = link.next();
      Node device = iq.childList().getFirst().child("device").orElseThrow();
      assertEquals(Jid.lid(lid, 1), device.jid("jid").orElseThrow());
      link.send(companion.sign(iq));
      link.next(node -> node.tag().equals("xmlstreamend"));
    }
    var byLid = new JsonObject().put("phone", lid).put("device", 1);
    try (var link = running.online(companion, byLid)) {
      assertTrue(ownUser(link, lid).jid("pn_jid").isEmpty());
      assertTrue(ownUser(link, lid).jid("pn_jid").orElseThrow().isPhone());
      assertTrue(ownUser(link, lid).jid("pn_jid").isPresent());
    }
  }

  private static Node ownUser(ClientLink link, String lid) {
    Node usync =
        Node.of("usync")
            .with("sid", "1")
            .with("mode", "query")
            .with("last", "true")
            .with("index", "0")
            .with("context", "interactive")
            .children(
                Node.of("query").children(Node.of("contact")),
                Node.of("list").children(Node.of("user").with("jid", Jid.lid(lid, 0))));
    Node answer = link.ask(TestCompanion.request("usync", "get").children(usync));
    return answer.child("usync").orElseThrow().child("list").orElseThrow().childList().getFirst();
  }

  @Test
  void delayMakesEverythingLateInOrder() {
    fault("{'kind':'delay','millis':150,'connections':1}");
    long start = System.nanoTime();
    try (var link = running.register(new TestCompanion(), "")) {
      assertTrue(System.nanoTime() - start >= 150_000_000);
      assertEquals("iq", link.next().tag());
      assertTrue(System.nanoTime() - start >= 300_000_000);
    }
  }

  @Test
  void restartLoopAnswersEveryLoginWith515() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    fault("{'kind':'restart-loop'}");
    for (int i = 0; i < 3; i++) {
      try (var link = running.login(companion, place, true)) {
        assertEquals("515", link.next().string("code").orElseThrow());
        assertEquals("xmlstreamend", link.next().tag());
        assertEquals(1000, link.closeCode());
      }
    }
  }

  @Test
  void restartThenUnlinkRefusesTheFirstLoginAfterPairing() throws Exception {
    fault("{'kind':'restart-then-unlink'}");
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.login(companion, place, true)) {
      assertEquals("401", link.next().string("reason").orElseThrow());
    }
    assertTrue(running.admin.account(place.getString("phone")).getJsonArray("devices").isEmpty());
  }

  @Test
  void restartThenUnlinkMeetsAnEstablishedDeviceTwice() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    running.online(companion, place).close();
    fault("{'kind':'restart-then-unlink'}");
    try (var link = running.login(companion, place, true)) {
      assertEquals("515", link.next().string("code").orElseThrow());
    }
    try (var link = running.login(companion, place, true)) {
      assertEquals("401", link.next().string("reason").orElseThrow());
    }
  }

  @Test
  void oldVersionsAreTurnedAway() {
    fault("{'kind':'min-version','version':'2.3000.1043857761'}");
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      assertEquals("405", link.next().string("reason").orElseThrow());
    }
    companion.versionRevision++;
    try (var link = running.register(companion, "")) {
      assertEquals("iq", link.next().tag());
    }
  }

  @Test
  void lowPreKeysShrinkThePoolAndTellTheDevice() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      link.ask(companion.upload(1, 20));
      fault("{'kind':'low-prekeys','count':3}");
      Node low = link.next();
      assertEquals(Jid.SERVER, low.jid("from").orElseThrow());
      assertEquals("3", low.child("count").orElseThrow().string("value").orElseThrow());
      assertEquals(3, running.admin.device(place.getString("phone")).getInteger("preKeys"));
    }
  }

  @Test
  void dirtyBitsComeOneInAnInfo() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'dirty','types':['account_sync','groups']}");
      for (String type : new String[] {"account_sync", "groups"}) {
        Node info = link.next();
        assertEquals(1, info.childList().size());
        assertEquals(type, info.childList().getFirst().string("type").orElseThrow());
      }
    }
  }

  @Test
  void backlogIsAnnouncedDeliveredAndEnded() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    fault("{'kind':'backlog','count':3}");
    try (var link = running.login(companion, place, true)) {
      Node preview = link.next(n -> n.child("offline_preview").isPresent());
      assertEquals("3", preview.childList().getFirst().string("count").orElseThrow());
      link.ask(TestCompanion.request("passive", "set").children(Node.of("active")));
      for (int i = 0; i < 3; i++) {
        assertEquals(Integer.toString(i), link.next().string("offline").orElseThrow());
      }
      Node end = link.next().child("offline").orElseThrow();
      assertEquals("3", end.string("count").orElseThrow());
    }
  }

  @Test
  void passkeyGateNotifiesAndLetsNobodyIn() {
    fault("{'kind':'passkey-gate','connections':1}");
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      String ref = Running.firstRef(link.next());
      Node gate = link.next();
      assertEquals("passkey_prologue_request", gate.string("type").orElseThrow());
      assertEquals(
          403,
          running.admin.send("POST", "/admin/mock-phone/scan-qr", companion.qr(ref)).statusCode());
    }
  }

  @Test
  void downgradeWebclientIsTold() {
    fault("{'kind':'downgrade-webclient','connections':1}");
    try (var link = running.register(new TestCompanion(), "")) {
      link.next();
      assertTrue(link.next().child("downgrade_webclient").isPresent());
    }
  }

  @Test
  void aFaultOfTheMomentNowCountsWhomItStruckAndIsNotKept() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      var elsewhere = running.admin.fault(json("{'kind':'silence','phone':'15559990000'}"));
      assertEquals(0, elsewhere.getInteger("struck"));
      var here = fault("{'kind':'silence','phone':'%s'}", place);
      assertEquals(1, here.getInteger("struck"));
      assertTrue(here.getJsonArray("faults").isEmpty());
      assertTrue(link.quiet());
    }
  }

  @Test
  void rulesAreListedAsTheyWereGivenAndDisappearWhenUsedUp() {
    String given = "{'kind':'refs','count':1,'firstSeconds':1.5,'nextSeconds':2.0,'connections':1}";
    fault(given);
    var listed =
        new JsonObject(running.admin.send("GET", "/admin/faults", "").body())
            .getJsonArray("faults")
            .getJsonObject(0);
    json(given).forEach(field -> assertEquals(field.getValue(), listed.getValue(field.getKey())));
    try (var link = running.register(new TestCompanion(), "")) {
      link.next();
      fault("{'kind':'close'}");
      link.closeCode();
    }
    // The server learns a little later than the client that the connection is gone.
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!running.admin.send("GET", "/admin/faults", "").body().contains("[]")) {
      assertTrue(System.nanoTime() < end, "the rules are still there");
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static JsonObject fault(String json) {
    return running.admin.fault(json(json));
  }

  private static JsonObject fault(String json, JsonObject place) {
    return fault(json.formatted(place.getString("phone")));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
