package dev.wharf.api.push;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Action;
import dev.wharf.event.EventJson;
import dev.wharf.event.Qr;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class PushIT extends Edge {

  @TestHTTPResource URI here;
  @Inject EventJson json;
  @Inject ObjectMapper mapper;
  @Inject Pool pool;

  @Test
  void aTicketIsGivenToWhoHasTheKey() {
    operator()
        .post("/ws/tickets")
        .then()
        .statusCode(201)
        .header("Cache-Control", "no-store")
        .body("ticket", notNullValue())
        .body("expiresAt", notNullValue());
    given().post("/ws/tickets").then().statusCode(401).body("code", equalTo("api_key_missing"));
  }

  @Test
  void aTicketOpensOnlyOnce() {
    String ticket = Listener.ticket(here);
    Listener.connect(here, ticket).close();

    assertRejected(ticket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "*"})
  void withoutAGoodTicketNothingOpens(String ticket) {
    assertRejected(ticket);
  }

  @Test
  void theKeyDoesNotOpenThePush() {
    assertRejected(ApiProfile.KEY);
  }

  @Test
  void whoIsNotLetInIsToldWhy() {
    given()
        .header("Upgrade", "websocket")
        .header("Connection", "Upgrade")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "MDEyMzQ1Njc4OWFiY2RlZg==")
        .get("/ws/events?ticket=forged")
        .then()
        .statusCode(401)
        .body("code", equalTo("ticket_invalid"));
  }

  /** A deflater for each of thousands of dashboards would cost more than all else of them. */
  @Test
  void compressionIsOfferedInVain() throws Exception {
    try (var browser = new DeafSocket(here, "{\"subscribe\":{}}")) {
      assertEquals("snapshot", browser.read().path("type").asText());
      assertTrue(
          browser.head.stream().noneMatch(line -> line.startsWith("sec-websocket-extensions")));
    }
  }

  @Test
  void aReaderIsPingedAgainAndAgain() throws Exception {
    try (var listener = Listener.connect(here)) {
      assertTrue(listener.isPingedAgain());
    }
  }

  private void assertRejected(String ticket) {
    var failure =
        assertThrows(CompletionException.class, () -> Listener.connect(here, ticket).close());
    var rejected = assertInstanceOf(WebSocketHandshakeException.class, failure.getCause());
    assertEquals(401, rejected.getResponse().statusCode());
  }

  @Test
  void aLateSubscriberGetsEveryAccountAndTheCodeThatShows() throws Exception {
    AccountId idle = create("idle");
    AccountId pairing = create("pairing");
    move(pairing, Status.WARMING, "qr");
    Qr qr = showQr(pairing, 3);
    try (var listener = Listener.connect(here).subscribe()) {
      JsonNode snapshot = listener.next("snapshot");

      assertTrue(snapshot.path("seq").asLong() > 0);
      assertNotNull(java.time.Instant.parse(snapshot.path("at").asText()));
      JsonNode shown = account(snapshot, pairing);
      assertEquals(qr.text(), shown.path("qr").path("text").asText());
      assertTrue(shown.path("qr").path("svg").asText().startsWith("<svg "));
      assertTrue(shown.path("qr").path("dataUrl").asText().startsWith("data:image/png;base64,"));
      assertEquals(3, shown.path("qr").path("attempt").asInt());
      assertEquals(6, shown.path("qr").path("maxAttempts").asInt());
      assertTrue(shown.path("qr").hasNonNull("expiresAt"));
      assertEquals("warming", shown.path("status").asText());
      JsonNode quiet = account(snapshot, idle);
      assertTrue(quiet.path("qr").isNull() && quiet.has("qr"));
      String rest = operator().get(at(idle, "")).then().extract().asString();
      assertEquals(
          mapper.readTree(rest),
          ((com.fasterxml.jackson.databind.node.ObjectNode) quiet).without("qr"));
    }
  }

  @Test
  void whatHappensIsPushedInOrderAndInFull() {
    AccountId account = create("watched");
    try (var listener = Listener.connect(here).send(only(account))) {
      long seq = listener.next("snapshot").path("seq").asLong();
      move(account, Status.WARMING, "qr");
      Qr qr = showQr(account, 1);
      report(new Fact.Step(account, now(), 7, "handshake", 12, "ok"));
      report(new Fact.Trouble(account, now(), "slow", "It is slow.", Action.WAIT));
      online(account, "+5511900000077");
      operator().delete(at(account, "")).then().statusCode(204);

      JsonNode status = event(listener, "status", account, seq);
      assertEquals("qr", status.path("data").path("state").asText());
      JsonNode shown = event(listener, "qr", account, status.path("seq").asLong());
      assertEquals(qr.text(), shown.path("data").path("text").asText());
      assertTrue(shown.path("data").path("svg").asText().startsWith("<svg "));
      assertTrue(shown.path("data").path("dataUrl").asText().startsWith("data:"));
      JsonNode step = event(listener, "connection-state", account, shown.path("seq").asLong());
      assertEquals("handshake", step.path("data").path("step").asText());
      JsonNode error = event(listener, "error", account, step.path("seq").asLong());
      assertEquals("slow", error.path("data").path("code").asText());
      assertEquals("wait", error.path("data").path("action").asText());
      JsonNode number = event(listener, "phone-number", account, error.path("seq").asLong());
      assertEquals("+5511900000077", number.path("data").path("phoneNumber").asText());
      JsonNode active = event(listener, "status", account, number.path("seq").asLong());
      assertEquals("active", active.path("data").path("status").asText());
      assertEquals("+5511900000077", active.path("data").path("phoneNumber").asText());
      JsonNode gone = event(listener, "account", account, active.path("seq").asLong());
      assertEquals("deleted", gone.path("data").path("op").asText());
    }
  }

  @Test
  void onlyWhatWasAskedForIsPushed() {
    AccountId mine = create("mine");
    AccountId other = create("other");
    String wish = "{\"subscribe\":{\"accounts\":[\"" + mine + "\"],\"types\":[\"error\"]}}";
    try (var listener = Listener.connect(here).send(wish)) {
      JsonNode snapshot = listener.next("snapshot");
      assertEquals(1, snapshot.path("accounts").size());
      trouble(other, "not asked for");
      move(mine, Status.WARMING, "connecting");
      trouble(mine, "asked for");

      assertEquals("asked for", listener.next("error").path("data").path("message").asText());
    }
  }

  @Test
  void aSecondSubscriptionReplacesTheFirst() {
    AccountId first = create("first");
    AccountId second = create("second");
    try (var listener = Listener.connect(here).send(only(first))) {
      listener.next("snapshot");
      listener.send(only(second));
      JsonNode snapshot = listener.next("snapshot");
      assertEquals(second.toString(), snapshot.path("accounts").path(0).path("id").asText());
      trouble(first, "old");
      trouble(second, "new");

      assertEquals("new", listener.next("error").path("data").path("message").asText());
    }
  }

  @Test
  void whoComesBackGetsWhatWasMissedWithoutGapOrDouble() {
    AccountId account = create("replayed");
    long before = newest();
    troubles(account, 0, 40);
    try (var listener = Listener.connect(here).subscribeAfter(before)) {
      troubles(account, 40, 80);
      long last = before;
      for (int i = 0; i < 80; i++) {
        JsonNode event = event(listener, "error", account, last);
        assertEquals("n" + i, event.path("data").path("message").asText());
        last = event.path("seq").asLong();
      }
    }
  }

  @Test
  void aReplayKeepsUpWithWhatHappensMeanwhile() throws Exception {
    AccountId account = create("busy");
    long before = newest();
    troubles(account, 0, 50);
    List<Listener> listeners = new ArrayList<>();
    var writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 50; i < 400; i += 5) {
                    troubles(account, i, i + 5);
                  }
                });
    for (int i = 0; i < 10; i++) {
      listeners.add(Listener.connect(here).subscribeAfter(before));
    }
    writer.join();
    for (Listener listener : listeners) {
      try (listener) {
        long last = before;
        for (int i = 0; i < 400; i++) {
          JsonNode event = event(listener, "error", account, last);
          assertEquals("n" + i, event.path("data").path("message").asText());
          last = event.path("seq").asLong();
        }
      }
    }
  }

  @Test
  void aReplayShowsOnlyTheCodeThatStillShows() {
    AccountId account = create("codes");
    long before = newest();
    move(account, Status.WARMING, "qr");
    showQr(account, 1);
    Qr current = showQr(account, 2);
    trouble(account, "end");
    try (var listener = Listener.connect(here).subscribeAfter(before)) {
      listener.next("status");
      JsonNode shown = listener.next("qr");
      assertEquals(current.text(), shown.path("data").path("text").asText());
      assertTrue(shown.path("data").path("svg").asText().startsWith("<svg "));
      listener.next("error");
    }
  }

  @Test
  void whoMissedNothingWaitsForWhatComes() {
    AccountId account = create("up to date");
    try (var listener = Listener.connect(here).subscribeAfter(newest())) {
      trouble(account, "first");

      assertEquals("first", listener.next("error").path("data").path("message").asText());
    }
  }

  @Test
  void aCursorFromAnotherLogIsAGap() {
    AccountId account = create("future");
    long newest = newest();
    try (var listener = Listener.connect(here).subscribeAfter(newest + 1_000_000)) {
      JsonNode gap = listener.next("gap");
      assertEquals(newest, gap.path("data").path("after").asLong());
      assertEquals("cursor_unknown", gap.path("data").path("reason").asText());
      trouble(account, "after the gap");
      listener.next("error");
    }
  }

  @Test
  void aCursorThatIsOlderThanTheLogIsAGapThenWhatIsLeft() {
    AccountId account = create("retention");
    trouble(account, "dropped");
    long kept = newest();
    trouble(account, "kept");
    pool.preparedQuery("delete from event_log where seq <= $1")
        .execute(Tuple.of(kept))
        .await()
        .atMost(WAIT);
    try (var listener = Listener.connect(here).subscribeAfter(0)) {
      JsonNode gap = listener.next("gap");
      assertEquals("cursor_expired", gap.path("data").path("reason").asText());
      assertEquals(kept, gap.path("data").path("after").asLong());
      assertEquals("kept", listener.next("error").path("data").path("message").asText());
    }
  }

  @Test
  void badMessagesAreAnsweredUntilThereAreTooMany() {
    try (var listener = Listener.connect(here)) {
      listener.send("nonsense");
      JsonNode error = listener.next("error");
      assertEquals("malformed_json", error.path("data").path("code").asText());
      assertFalse(error.has("seq"));
      listener.sendBinary();
      assertEquals("bad_message", listener.next("error").path("data").path("code").asText());
      listener.subscribe();
      listener.next("snapshot");
      for (int i = 0; i < 3; i++) {
        listener.send("{}");
        listener.next("error");
      }
      listener.send("{}");

      assertEquals(1007, listener.closeCode());
    }
  }

  @Test
  void aMessageThatIsTooLongClosesTheConnection() {
    try (var listener = Listener.connect(here)) {
      listener.send("\"" + "x".repeat(300_000) + "\"");

      assertEquals(1009, listener.closeCode());
    }
  }

  /** Text without a mask, compressed text, a frame of a kind that there is not. */
  @ParameterizedTest
  @ValueSource(ints = {0x0281, 0x82C1, 0x8283})
  void aFrameThatBreaksTheRulesClosesTheConnection(int head) throws Exception {
    try (var reader = new DeafSocket(here, "{\"subscribe\":{}}")) {
      assertEquals("snapshot", reader.read().path("type").asText());
      reader.sendRaw(head & 0xFF, head >> 8, 0, 0, 0, 0, '{', '}');

      assertEquals(1002, reader.closeCode());
    }
  }

  /** What is left to write then is dropped by the server, its reason with it. */
  @ParameterizedTest
  @ValueSource(ints = {0x0281, 0x82C1, 0x8283})
  void aFrameThatBreaksTheRulesAndComesWithAnotherClosesTheConnection(int head) throws Exception {
    try (var reader = new DeafSocket(here, "{\"subscribe\":{}}")) {
      assertEquals("snapshot", reader.read().path("type").asText());
      reader.sendRaw(
          0x81, 0x82, 0, 0, 0, 0, '{', '}', head & 0xFF, head >> 8, 0, 0, 0, 0, '{', '}');

      assertEquals(1002, reader.closeCode());
    }
  }

  @Test
  void theHeadOfAFrameThatWillBeTooLongClosesTheConnection() throws Exception {
    try (var reader = new DeafSocket(here, "{\"subscribe\":{}}")) {
      assertEquals("snapshot", reader.read().path("type").asText());
      reader.sendRaw(0x81, 0xFF, 0, 0, 0, 0, 0, 0x30, 0, 0);

      assertEquals(1009, reader.closeCode());
    }
  }

  @Test
  void everyReaderSeesTheSameOrderUnderLoad() throws Exception {
    List<AccountId> accounts = List.of(create("a"), create("b"), create("c"), create("d"));
    List<Listener> listeners = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < 25; i++) {
      var listener = Listener.connect(here).send("{\"subscribe\":{\"types\":[\"error\"]}}");
      start = listener.next("snapshot").path("seq").asLong();
      listeners.add(listener);
    }
    List<Thread> writers = new ArrayList<>();
    for (AccountId account : accounts) {
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 100; i += 20) {
                      troubles(account, i, i + 20);
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    List<String> expected = null;
    for (Listener listener : listeners) {
      try (listener) {
        List<String> seen = read(listener, 400, start);
        expected = expected == null ? seen : expected;
        assertEquals(expected, seen);
        assertTrue(listener.isQuiet());
      }
    }
  }

  private static List<String> read(Listener listener, int count, long after) {
    List<String> seen = new ArrayList<>();
    long last = after;
    for (int i = 0; i < count; i++) {
      JsonNode event = listener.next("error");
      assertTrue(event.path("seq").asLong() > last);
      last = event.path("seq").asLong();
      seen.add(event.path("accountId").asText() + event.path("data").path("message").asText());
    }
    return seen;
  }

  private void trouble(AccountId account, String message) {
    report(new Fact.Trouble(account, now(), "test", message, null));
  }

  /** Many at once, in order. */
  private void troubles(AccountId account, int from, int to) {
    List<Uni<Void>> stored = new ArrayList<>();
    for (int i = from; i < to; i++) {
      stored.add(ledger.record(new Fact.Trouble(account, now(), "test", "n" + i, null)));
    }
    Uni.join().all(stored).andFailFast().await().atMost(WAIT);
  }

  private long newest() {
    try (var listener = Listener.connect(here).subscribe()) {
      return listener.next("snapshot").path("seq").asLong();
    }
  }

  private static String only(AccountId account) {
    return "{\"subscribe\":{\"accounts\":[\"" + account + "\"]}}";
  }

  private static JsonNode event(Listener listener, String type, AccountId account, long after) {
    JsonNode event = listener.next();
    while (event.path("data").path("op").asText().equals("updated")) {
      event = listener.next();
    }
    assertEquals(type, event.path("type").asText(), event.toString());
    assertEquals(account.toString(), event.path("accountId").asText());
    assertTrue(event.path("seq").asLong() > after, event.toString());
    assertEquals(36, event.path("id").asText().length());
    assertNotNull(java.time.Instant.parse(event.path("at").asText()));
    return event;
  }

  private static JsonNode account(JsonNode snapshot, AccountId account) {
    return StreamSupport.stream(snapshot.path("accounts").spliterator(), false)
        .filter(a -> a.path("id").asText().equals(account.toString()))
        .findAny()
        .orElseThrow();
  }
}
