package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Readers that do not read, over sockets whose buffers are full. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class SlowReaderIT extends Edge {

  private static final int MANY = 250;

  @TestHTTPResource URI here;
  @Inject PushEndpoint push;

  @Test
  void whoFallsBehindIsToldWhereToResume() throws Exception {
    AccountId account = create("slow");
    move(account, Status.WARMING, "qr");
    try (var quick = Listener.connect(here).send(only(account));
        var slow = new DeafSocket(here, only(account))) {
      quick.next("snapshot");
      JsonNode message = slow.read();
      assertEquals("snapshot", message.path("type").asText());
      flood(account, quick);
      long last = message.path("seq").asLong();
      int read = 0;
      for (message = slow.read(); message.has("seq"); message = slow.read()) {
        read++;
        assertEquals(read, message.path("data").path("attempt").asInt(), "nothing left out");
        last = message.path("seq").asLong();
      }

      assertTrue(read < MANY, "it was not all kept for it: " + read);
      assertEquals("gap", message.path("type").asText());
      assertEquals("slow_reader", message.path("data").path("reason").asText());
      assertEquals(last, message.path("data").path("after").asLong());
      slow.send("{\"subscribe\":{},\"after\":" + last + "}");
      report(new dev.wharf.account.Fact.Trouble(account, now(), "test", "resumed", null));
      // The codes in between have passed, all but the last one.
      assertEquals(MANY, slow.read().path("data").path("attempt").asInt());
      assertEquals("resumed", slow.read().path("data").path("message").asText());
    }
  }

  @Test
  void whoNeverReadsIsClosedAndNobodyElseSuffers() throws Exception {
    AccountId account = create("deaf");
    move(account, Status.WARMING, "qr");
    awaitCount(0);
    try (var quick = Listener.connect(here).send(only(account));
        var deaf = new DeafSocket(here, only(account))) {
      quick.next("snapshot");
      awaitCount(2);
      flood(account, quick);

      awaitCount(1);
      showQr(account, 999);
      assertEquals(999, quick.next("qr").path("data").path("attempt").asInt());
      assertTrue(deaf.isOpen());
    }
  }

  /**
   * Codes of the longest text, so that few of them fill every buffer on the way. The quick reader
   * has each before the next comes, however busy the machine is.
   */
  private void flood(AccountId account, Listener quick) throws Exception {
    String filler = "x".repeat(2_700);
    for (int i = 1; i <= MANY; i++) {
      showQr(account, i, filler + i);
      assertEquals(i, quick.next("qr").path("data").path("attempt").asInt());
    }
  }

  private int count() {
    return push.connections();
  }

  private void awaitCount(int expected) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (count() != expected) {
      assertTrue(System.nanoTime() < deadline, "connections: " + count());
      Thread.onSpinWait();
    }
  }

  private static String only(AccountId account) {
    return "{\"subscribe\":{\"accounts\":[\"" + account + "\"]}}";
  }
}
