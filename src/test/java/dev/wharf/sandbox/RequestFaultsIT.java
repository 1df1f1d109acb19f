package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Faults of single requests and answers, on a connection that is otherwise well. */
class RequestFaultsIT {

  private static Running running;
  private final TestCompanion companion = new TestCompanion();

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
  void leavesTheRequestsOfOneNamespaceUnanswered() throws Exception {
    var place = running.pair(companion, "");
    try (var link = running.online(companion, place)) {
      fault("{'kind':'unanswered','xmlns':'w:p'}");
      link.send(TestCompanion.request("w:p", "get"));
      Node settings = TestCompanion.request("privacy", "get");
      link.send(settings);
      assertEquals(settings.string("id"), link.next().string("id"), "the ping is passed over");
    }
  }

  @Test
  void leavesAllRequestsUnansweredOnARegistrationToo() {
    fault("{'kind':'unanswered'}");
    try (var link = running.register(companion, "")) {
      link.next();
      link.send(TestCompanion.request("w:p", "get"));
      fault("{'kind':'xmlstreamend'}");
      assertEquals("xmlstreamend", link.next().tag());
    }
  }

  @Test
  void answersWithTheErrorAskedFor() throws Exception {
    var place = running.pair(companion, "");
    fault("{'kind':'iq-error','xmlns':'passive'}");
    try (var link = running.login(companion, place, true)) {
      Node passive = TestCompanion.request("passive", "set").children(Node.of("active"));
      Node answer = link.ask(passive);
      assertEquals("error", answer.string("type").orElseThrow());
      Node error = answer.child("error").orElseThrow();
      assertEquals("429", error.string("code").orElseThrow());
      assertEquals("rate-overlimit", error.string("text").orElseThrow());
    }
  }

  @Test
  void missesTheAckThatAStreamErrorNamesUntilItComes() throws Exception {
    var place = running.pair(companion, "");
    String owed;
    try (var link = running.online(companion, place)) {
      fault("{'kind':'stream-error','form':'ack'}");
      owed = link.next().child("ack").orElseThrow().string("id").orElseThrow();
      assertEquals(1, missedAcks(place));
    }
    try (var link = running.online(companion, place)) {
      link.send(
          Node.of("ack").with("class", "notification").with("id", owed).with("to", Jid.SERVER));
      link.ask(TestCompanion.request("privacy", "get"));
      assertEquals(0, missedAcks(place));
    }
  }

  private static int missedAcks(JsonObject place) {
    return running.admin.device(place.getString("phone")).getInteger("missedAcks");
  }

  private static void fault(String json) {
    running.admin.fault(new JsonObject(json.replace('\'', '"')));
  }
}
