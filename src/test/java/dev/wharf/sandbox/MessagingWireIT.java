package dev.wharf.sandbox;

import static dev.wharf.sandbox.Member.copies;
import static dev.wharf.sandbox.Member.copy;
import static dev.wharf.sandbox.Member.enc;
import static dev.wharf.sandbox.Member.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Iq;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, receipts and presence as they look on the wire, for strict clients. */
class MessagingWireIT {

  private Running running;
  private Member ana;
  private Member laptop;
  private Member bea;

  @BeforeEach
  void start() throws Exception {
    running = Running.ephemeral();
    ana = Member.join(running, "Ana");
    laptop = Member.join(running, "Ana");
    bea = Member.join(running, "Bea");
    ana.link().send(ack(ana.next("notification")));
  }

  @AfterEach
  void stop() {
    ana.close();
    laptop.close();
    bea.close();
    running.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMessageNamesItsSenderBothWaysAsItWasAddressed(boolean hidden) {
    Jid to = hidden ? bea.byLid() : bea.byPhone();
    Node proof = Node.of("device-identity").bytes(new byte[] {1});
    Node meta = Node.of("meta").with("appdata", "default");
    Node token = Node.of("tctoken").bytes(new byte[] {2});
    Node ack =
        ana.send(
            message("A1", to)
                .with("edit", "1")
                .with("phash", "2:abcdefgh")
                .children(copies(copy(to, "pkmsg", "one")), proof, meta, token));
    assertEquals("message", ack.string("class").orElseThrow());
    assertEquals(to.bare(), ack.jid("from").orElseThrow());
    assertTrue(ack.string("t").orElseThrow().matches("[0-9]{10}"));
    assertTrue(ack.string("error").isEmpty() && ack.string("phash").isEmpty());
    Node got = bea.next("message");
    assertEquals(hidden ? ana.byLid() : ana.byPhone(), got.jid("from").orElseThrow());
    String other = hidden ? "sender_pn" : "sender_lid";
    assertEquals(hidden ? ana.byPhone().bare() : ana.byLid().bare(), got.jid(other).orElseThrow());
    assertEquals("Ana", got.string("notify").orElse(pushName()));
    assertEquals("1", got.string("edit").orElseThrow());
    assertTrue(got.string("phash").isEmpty() && got.jid("recipient").isEmpty());
    assertEquals(
        List.of("enc", "device-identity", "meta"),
        got.childList().stream().map(Node::tag).toList());
  }

  private String pushName() {
    return running.admin.account(ana.phone()).getString("pushName");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSendersOtherDeviceLearnsTheChatAndNotItsOwnOtherName(boolean hidden) {
    Jid own = hidden ? laptop.byLid() : laptop.byPhone();
    Jid to = hidden ? bea.byLid() : bea.byPhone();
    ana.send(message("A1", to).children(copies(copy(own, "msg", "own"))));
    Node echo = laptop.next("message");
    assertEquals(hidden ? ana.byLid() : ana.byPhone(), echo.jid("from").orElseThrow());
    assertEquals(to.bare(), echo.jid("recipient").orElseThrow());
    assertEquals(
        hidden ? bea.byPhone().bare() : bea.byLid().bare(),
        echo.jid(hidden ? "peer_recipient_pn" : "peer_recipient_lid").orElseThrow());
    assertTrue(echo.jid("sender_pn").isEmpty() && echo.jid("sender_lid").isEmpty());
  }

  @Test
  void whatIsNotConfirmedWaitsAndComesAgainInOrder() {
    bea.leave();
    for (int i = 0; i < 3; i++) {
      ana.send(
          message("A" + i, bea.byPhone()).children(copies(copy(bea.byPhone(), "msg", "m" + i))));
    }
    bea.comeBack();
    Node preview = bea.link().next(n -> n.child("offline_preview").isPresent());
    assertEquals("3", preview.childList().getFirst().string("message").orElseThrow());
    Node first = bea.next("message");
    assertEquals("A0", first.string("id").orElseThrow());
    assertEquals("0", first.string("offline").orElseThrow());
    assertEquals("1", bea.next("message").string("offline").orElseThrow());
    assertEquals("A2", bea.next("message").string("id").orElseThrow());
    Node end = bea.link().next();
    assertEquals("3", end.child("offline").orElseThrow().string("count").orElseThrow());
    bea.confirm(first);
    bea.leave();
    bea.comeBack();
    assertEquals("A1", bea.next("message").string("id").orElseThrow());
    bea.link().send(ack(first).with("id", "A1").with("error", 500), ack(first).with("id", "A2"));
    assertEquals(0, waiting(bea));
  }

  private static Node ack(Node stanza) {
    return Node.of("ack")
        .with("class", stanza.tag())
        .with("id", stanza.string("id").orElseThrow())
        .with("to", stanza.jid("from").orElseThrow());
  }

  private int waiting(Member member) {
    member.ask(TestCompanion.request("w:p", "get"));
    return running.admin.account(member.phone()).getJsonArray("devices").stream()
        .mapToInt(device -> ((JsonObject) device).getInteger("waiting"))
        .sum();
  }

  @Test
  void aMessageSentAgainUnderItsIdArrivesOnceAndWhatWasAskedForAgainDoes() {
    Node message = message("A1", bea.byPhone()).children(copies(copy(bea.byPhone(), "msg", "one")));
    ana.send(message);
    assertTrue(ana.send(message).string("error").isEmpty());
    bea.confirm(bea.next("message"));
    assertEquals(0, waiting(bea));
    assertEquals(1, counted("repeated"));
    Node again =
        Node.of("message")
            .with("id", "A1")
            .with("to", bea.byPhone())
            .with("type", "text")
            .with("device_fanout", "false")
            .children(enc("pkmsg", "two").with("count", "1"));
    ana.send(again);
    Node got = bea.next("message");
    assertEquals("1", got.childList().getFirst().string("count").orElseThrow());
    assertTrue(got.string("device_fanout").isEmpty());
  }

  /** To a phone that asks again, Baileys sends the message to all devices once more. */
  @Test
  void whoAskedAgainGetsOneMoreCopyHoweverItComes() {
    Node message = message("A1", bea.byPhone()).children(copies(copy(bea.byPhone(), "msg", "one")));
    ana.send(message);
    Node retry = Node.of("retry").with("count", "1").with("id", "A1").with("t", "1").with("v", "1");
    bea.link().send(Member.receipt(bea.next("message"), "retry").children(retry));
    ana.next("receipt");
    ana.send(message("A1", bea.byPhone()).children(copies(copy(bea.byPhone(), "pkmsg", "two"))));
    assertEquals("A1", bea.next("message").string("id").orElseThrow());
    ana.send(message);
    assertEquals(1, counted("repeated"));
  }

  @Test
  void onlyTheDeviceThatWroteIsAskedToSendAgain() {
    ana.send(message("A1", bea.byPhone()).children(copies(copy(bea.byPhone(), "msg", "one"))));
    Node got = bea.next("message");
    Node retry = Node.of("retry").with("count", "1").with("id", "A1").with("t", "1").with("v", "1");
    Node registration = Node.of("registration").bytes(new byte[4]);
    bea.link().send(Member.receipt(got, "retry").children(retry, registration));
    assertEquals("retry", bea.next("ack").string("type").orElseThrow());
    Node asked = ana.next("receipt");
    assertEquals(bea.byPhone(), asked.jid("from").orElseThrow());
    assertEquals("retry", asked.string("type").orElseThrow());
    assertEquals(
        List.of("retry", "registration"), asked.childList().stream().map(Node::tag).toList());
    assertEquals(0, waiting(bea));
    assertEquals(1, counted("retries"));
    laptop.ask(TestCompanion.request("w:p", "get"));
    assertTrue(laptop.link().quiet());
  }

  @Test
  void receiptsGoToAllDevicesOfTheAuthorAndReadingIsToldToTheReadersOthers() throws Exception {
    try (Member tablet = Member.join(running, "Bea")) {
      ana.send(message("A1", bea.byLid()).children(copies(copy(bea.byLid(), "msg", "one"))));
      Node got = bea.next("message");
      Node list = Node.of("list").children(Node.of("item").with("id", "A0"));
      bea.link().send(Member.receipt(got, "read").with("t", "5").children(list));
      for (Member author : List.of(ana, laptop)) {
        Node read = author.next("receipt");
        assertEquals(bea.byLid(), read.jid("from").orElseThrow());
        assertEquals("read", read.string("type").orElseThrow());
        assertEquals("A1", read.string("id").orElseThrow());
        assertEquals(list, read.childList().getFirst());
        assertTrue(read.jid("recipient").isEmpty());
      }
      Node self = tablet.next("receipt");
      assertEquals("read-self", self.string("type").orElseThrow());
      assertEquals(bea.byLid(), self.jid("from").orElseThrow());
      assertEquals(ana.byLid().bare(), self.jid("recipient").orElseThrow());
    }
  }

  @Test
  void anEchoIsConfirmedWithinTheAccount() {
    ana.send(message("A1", bea.byPhone()).children(copies(copy(laptop.byPhone(), "msg", "own"))));
    Node echo = laptop.next("message");
    laptop.link().send(Member.receipt(echo, "sender"));
    Node receipt = ana.next("receipt");
    assertEquals("sender", receipt.string("type").orElseThrow());
    assertEquals(laptop.byPhone(), receipt.jid("from").orElseThrow());
    assertEquals(bea.byPhone().bare(), receipt.jid("recipient").orElseThrow());
    ana.link().send(ack(receipt));
    assertEquals(0, waiting(ana));
    assertEquals(1, counted("confirmed"));
  }

  @Test
  void copiesForPhonesStrangersAndUnknownDevicesGoNowhere() {
    Node ack =
        ana.send(
            message("A1", bea.byPhone())
                .children(
                    copies(
                        copy(bea.byPhone().bare(), "msg", "phone"),
                        copy(Jid.phone(bea.phone(), 77), "msg", "no device"),
                        copy(Jid.phone("15550009999", 1), "msg", "nobody"),
                        copy(ana.byPhone(), "msg", "itself"))));
    assertTrue(ack.string("error").isEmpty());
    Node peer = message("A2", ana.byPhone()).with("category", "peer");
    assertTrue(ana.send(peer.children(enc("msg", "to the own phone"))).string("error").isEmpty());
    assertEquals(2, counted("toPhones"));
    assertEquals(3, counted("dropped"));
    assertEquals(0, counted("relayed"));
  }

  static Stream<Arguments> malformed() {
    Jid to = Jid.phone("15550001111", 0);
    UnaryOperator<Node> same = node -> node;
    Node copy = copy(Jid.phone("15550001111", 1), "msg", "x");
    return Stream.of(
        Arguments.of("no ciphertext", same),
        Arguments.of("empty copies", change(node -> node.children(copies()))),
        Arguments.of(
            "a copy for nobody",
            change(node -> node.children(copies(Node.of("to").children(enc("msg", "x")))))),
        Arguments.of(
            "an unknown type", change(node -> node.children(copies(copy(to, "secret", "x"))))),
        Arguments.of(
            "no version",
            change(
                node -> node.children(Node.of("enc").with("type", "msg").bytes(new byte[] {1})))),
        Arguments.of(
            "children for a ciphertext",
            change(
                node ->
                    node.children(
                        Node.of("enc").with("v", "2").with("type", "msg").children(copy)))),
        Arguments.of(
            "a user that is none",
            change(node -> node.with("to", "a b@c@lid").children(copies(copy)))),
        Arguments.of(
            "a device that is none",
            change(node -> node.with("to", "1:999@lid").children(copies(copy)))),
        Arguments.of(
            "the server", change(node -> node.with("to", Jid.SERVER).children(copies(copy)))));
  }

  private static UnaryOperator<Node> change(UnaryOperator<Node> change) {
    return change;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedMessageIsAckedWithAnErrorAndTheConnectionStays(
      String what, UnaryOperator<Node> change) {
    Node ack = ana.send(change.apply(message("A1", Jid.phone("15550001111", 0))));
    assertEquals(Optional.of("479"), ack.string("error"), what);
    assertEquals(1, counted("refused"));
    Node pong = ana.ask(TestCompanion.request("w:p", "get"));
    assertEquals("result", pong.string("type").orElseThrow());
  }

  @Test
  void whatCannotBeAckedIsPassedOverAndAMessageToNobodyIs404() {
    ana.link()
        .send(
            Node.of("message"),
            Node.of("receipt"),
            Node.of("ack"),
            Node.of("chatstate"),
            Node.of("presence").with("type", "subscribe"),
            Node.of("receipt").with("id", "x").with("type", "retry").with("to", bea.byPhone()),
            Node.of("nonsense"));
    Node message = message("A1", Jid.phone("15550009999", 0));
    Node ack = ana.send(message.children(enc("msg", "x")));
    assertEquals("404", ack.string("error").orElseThrow());
  }

  @Test
  void twoCiphertextsUnderOneCounterAreCountedAndTheSameOneAgainIsNot() {
    Node first = copy(bea.byPhone(), "msg", "").childList().getFirst();
    byte[] one = Ciphertexts.message(7, 1);
    byte[] other = Ciphertexts.message(7, 1);
    other[other.length - 1] ^= 1;
    for (byte[] bytes : List.of(one, one, other)) {
      Node copy = Node.of("to").with("jid", bea.byPhone()).children(first.bytes(bytes));
      ana.send(message("A" + bytes.hashCode(), bea.byPhone()).children(copies(copy)));
    }
    assertEquals(1, running.admin.accounts().getInteger("counterReuse"));
    assertEquals(0, counted("unreadable"));
  }

  @Test
  void faultsRefuseMessagesOrLoseTheirAcks() {
    Node message = message("A1", bea.byPhone()).children(copies(copy(bea.byPhone(), "msg", "x")));
    running.admin.fault(new JsonObject().put("kind", "nack").put("phone", ana.phone()));
    assertEquals("463", ana.send(message).string("error").orElseThrow());
    running.admin.send("DELETE", "/admin/faults", "");
    running.admin.fault(new JsonObject().put("kind", "lost-ack").put("phone", ana.phone()));
    ana.link().send(message);
    bea.next("message");
    running.admin.send("DELETE", "/admin/faults", "");
    assertTrue(ana.send(message).string("error").isEmpty());
    assertEquals(1, counted("relayed"));
  }

  @Test
  void aPrivacyTokenIsHandedToWhomItIsFor() {
    trust(bea, ana);
    Node told = ana.next("notification");
    assertEquals("privacy_token", told.string("type").orElseThrow());
    assertEquals(bea.byPhone().bare(), told.jid("from").orElseThrow());
    assertEquals(bea.byLid().bare(), told.jid("sender_lid").orElseThrow());
    Node token = told.child("tokens").orElseThrow().child("token").orElseThrow();
    assertEquals("1700000000", token.string("t").orElseThrow());
    assertTrue(token.bytes().orElseThrow().length > 0);
  }

  @Test
  void aMessageToAStrangerIsRefusedWithoutATokenIfThatIsScripted() {
    running.admin.fault(new JsonObject().put("kind", "token-demanded").put("phone", ana.phone()));
    Node message = message("A1", bea.byLid()).children(copies(copy(bea.byLid(), "msg", "x")));
    assertEquals("463", ana.send(message).string("error").orElseThrow());
    bea.send(message("B1", ana.byLid()).children(copies(copy(ana.byLid(), "msg", "y"))));
    assertTrue(ana.send(message).string("error").isEmpty());
  }

  @Test
  void aTokenLetsAStrangerWriteAndAForgedOneDoesNot() {
    running.admin.fault(
        new JsonObject()
            .put("kind", "token-demanded")
            .put("of", "everybody")
            .put("phone", ana.phone()));
    trust(bea, ana, Instant.now().getEpochSecond());
    Node given = ana.next("notification").child("tokens").orElseThrow();
    byte[] token = given.child("token").flatMap(Node::bytes).orElseThrow();
    Node copies = copies(copy(bea.byLid(), "msg", "x"));
    Node message = message("A1", bea.byLid());
    Node forged = Node.of("tctoken").bytes(new byte[token.length]);
    assertEquals("463", ana.send(message.children(copies, forged)).string("error").orElseThrow());
    Node genuine = Node.of("tctoken").bytes(token);
    assertTrue(ana.send(message.children(copies, genuine)).string("error").isEmpty());
  }

  private static void trust(Member giver, Member taker) {
    trust(giver, taker, 1_700_000_000);
  }

  private static void trust(Member giver, Member taker, long at) {
    Node token =
        Node.of("token")
            .with("jid", taker.byLid().bare())
            .with("t", at)
            .with("type", "trusted_contact");
    Node reply = giver.ask(Iq.set("t" + at, "privacy", Node.of("tokens").children(token)));
    assertEquals("result", reply.string("type").orElseThrow());
  }

  @Test
  void presenceAndTypingAreSeenAtOnceAndNeverWait() {
    Jid to = bea.byLid().bare();
    ana.link().send(Node.of("presence").with("type", "subscribe").with("to", to));
    assertEquals("unavailable", ana.next("presence").string("type").orElseThrow());
    Node typing =
        Node.of("chatstate").with("to", ana.byLid().bare()).children(Node.of("composing"));
    bea.link().send(typing, Node.of("presence").with("type", "available").with("name", "Bea"));
    Node available = ana.next("presence");
    assertEquals(to, available.jid("from").orElseThrow());
    assertTrue(available.string("type").isEmpty());
    bea.link().send(typing);
    Node seen = ana.next("chatstate");
    assertEquals(to, seen.jid("from").orElseThrow());
    assertEquals("composing", seen.childList().getFirst().tag());
    bea.leave();
    Node gone = ana.next("presence");
    assertTrue(gone.string("last").orElseThrow().matches("[0-9]{10}"));
    assertEquals(0, waiting(ana));
  }

  @Test
  void whoAskedForDevicesHearsOfNewOnesByTheNameTheyAskedWith() throws Exception {
    ana.ask(devicesOf(bea.byPhone().bare()));
    ana.ask(devicesOf(bea.byLid().bare()));
    try (Member tablet = Member.join(running, "Bea")) {
      Node byPhone = ana.next("notification");
      assertEquals(bea.byPhone().bare(), byPhone.jid("from").orElseThrow());
      assertEquals(bea.byLid().bare(), byPhone.jid("lid").orElseThrow());
      Node byLid = ana.next("notification");
      assertEquals(bea.byLid().bare(), byLid.jid("from").orElseThrow());
      Node device = byLid.childList().getFirst().child("device").orElseThrow();
      assertEquals(tablet.byLid(), device.jid("jid").orElseThrow());
    }
  }

  private static Node devicesOf(Jid jid) {
    return TestCompanion.request("usync", "get")
        .children(
            Node.of("usync")
                .with("sid", "1")
                .children(
                    Node.of("query").children(Node.of("devices").with("version", "2")),
                    Node.of("list").children(Node.of("user").with("jid", jid))));
  }

  private long counted(String what) {
    return running.admin.accounts().getJsonObject("messages").getLong(what);
  }
}
