package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.stanza.Inbound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about each stanza. */
class StanzasTest {

  private static final Jid SELF = Jid.phone("12015550100", 3);

  private final DeviceKeys keys = DeviceKeys.generate(new Random(1));
  private final View view = new View(7, keys, SELF, byte[]::new);
  private final Stanzas stanzas = new Stanzas();

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, UNLINKED",
    "402, TEMPORARILY_BANNED",
    "403, LOCKED",
    "405, OUTDATED",
    "406, BANNED",
    "409, AGENT_REFUSED",
    "415, REFUSED",
    "418, REFUSED",
    "429, RATE_LIMITED",
    "500, SERVER_TROUBLE",
    "501, SERVER_TROUBLE",
    "503, SERVER_TROUBLE",
    "0, REFUSED"
  })
  void readsEachFailure(int reason, Ending.Kind kind) {
    assertEquals(kind, ending(Node.of("failure").with("reason", reason)).kind());
  }

  @Test
  void keepsCodeAndTimeOfABan() {
    var ending =
        ending(Node.of("failure").with("reason", 402).with("code", 101).with("expire", 3600));
    assertEquals(new Ending(Ending.Kind.TEMPORARILY_BANNED, 101, Duration.ofHours(1)), ending);
  }

  @ParameterizedTest
  @CsvSource({
    "515, , RESTART",
    "516, , UNLINKED",
    "401, device_removed, UNLINKED",
    "401, , UNAUTHORIZED",
    ", replaced, REPLACED",
    "409, replaced, REPLACED",
    "409, , REPLACED",
    "429, , RATE_LIMITED",
    "500, , SERVER_TROUBLE",
    "503, , SERVER_TROUBLE",
    ", , SERVER_TROUBLE",
    "777, , SERVER_TROUBLE"
  })
  void readsEachStreamError(Integer code, String conflict, Ending.Kind kind) {
    var node = Node.of("stream:error");
    if (code != null) {
      node = node.with("code", code);
    }
    if (conflict != null) {
      node = node.children(Node.of("conflict").with("type", conflict));
    }
    assertEquals(kind, ending(node).kind());
  }

  @Test
  void readsTheEndOfTheStream() {
    assertEquals(Ending.Kind.RECYCLED, ending(Node.of("xmlstreamend")).kind());
  }

  @Test
  void holdsRefsAndAcknowledgesThem() {
    var iq =
        serverIq("set")
            .with("xmlns", "md")
            .children(
                Node.of("pair-device")
                    .children(
                        Node.of("ref").bytes("2@one".getBytes(StandardCharsets.US_ASCII)),
                        Node.of("ref").bytes("2@two".getBytes(StandardCharsets.US_ASCII))));
    var actions = handle(iq);
    assertEquals(3, actions.size());
    assertEquals("result", sent(actions.get(0)).string("type").orElseThrow());
    assertEquals(new Action.HoldRefs(List.of("2@one", "2@two")), actions.get(1));
    assertEquals(new Action.Tell(new Trigger.RefsCame(7, 2)), actions.get(2));
  }

  @Test
  void refusesAForgedPairing() {
    var iq =
        serverIq("set")
            .with("xmlns", "md")
            .children(
                Node.of("pair-success")
                    .children(Node.of("device-identity").bytes(new byte[] {1, 2, 3})));
    var actions = handle(iq);
    assertEquals("error", sent(actions.get(0)).string("type").orElseThrow());
    assertEquals(
        Ending.Kind.PAIRING_FORGED,
        assertInstanceOf(Action.End.class, actions.get(1)).ending().kind());
  }

  @Test
  void synchronisesOnceLoggedIn() {
    assertEquals(
        List.of(new Action.Tell(new Trigger.LoggedIn(7)), new Action.Sync()),
        handle(Node.of("success").with("t", 1_700_000_000)));
  }

  @Test
  void acknowledgesCalls() {
    var ack = sent(handle(delivery("call")).getFirst());
    assertEquals("ack", ack.tag());
    assertEquals("call", ack.string("class").orElseThrow());
    assertEquals("A1", ack.string("id").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "receipt", "notification", "ack"})
  void leavesToTheMessagesWhatIsAckedOnlyWhenItIsStored(String tag) {
    var actions = handle(delivery(tag));
    assertEquals(1, actions.size());
    assertInstanceOf(Action.Mail.class, actions.getFirst());
  }

  private static Node delivery(String tag) {
    return Node.of(tag)
        .with("id", "A1")
        .with("from", Jid.phone("12015550101", 0))
        .with("type", "x");
  }

  @Test
  void answersPingsOfTheServer() {
    var ping = serverIq("get").with("xmlns", "urn:xmpp:ping");
    assertEquals("result", sent(handle(ping).getFirst()).string("type").orElseThrow());
  }

  @Test
  void asksForTheBacklog() {
    var preview =
        Node.of("ib")
            .with("from", Jid.SERVER)
            .children(Node.of("offline_preview").with("count", 3));
    assertTrue(sent(handle(preview).getFirst()).child("offline_batch").isPresent());
  }

  @Test
  void namesThePasskeyGate() {
    var gate =
        Node.of("notification")
            .with("id", "A1")
            .with("from", Jid.SERVER)
            .with("type", "passkey_prologue_request");
    assertEquals(new Action.Tell(new Trigger.PasskeyAsked(7)), handle(gate).getLast());
  }

  @Test
  void uploadsPreKeysWhenTheServerRunsOut() {
    var low =
        Node.of("notification")
            .with("id", "A1")
            .with("from", Jid.SERVER)
            .with("type", "encrypt")
            .children(Node.of("count").with("value", 3));
    assertEquals(new Action.UploadPreKeys(), handle(low).getLast());
  }

  private List<Action> handle(Node node) {
    return stanzas.handle(Inbound.parse(node), view);
  }

  private Ending ending(Node node) {
    var actions = handle(node);
    return assertInstanceOf(Action.End.class, actions.getLast()).ending();
  }

  private static Node sent(Action action) {
    return assertInstanceOf(Action.Send.class, action).node();
  }

  private static Node serverIq(String type) {
    return Node.of("iq").with("id", "S1").with("from", Jid.SERVER).with("type", type);
  }
}
