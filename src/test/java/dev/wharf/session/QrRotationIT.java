package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * QR codes that live shorter than usual: each gives way to the next, and a batch to another over a
 * new link.
 */
@QuarkusTest
@TestProfile(QrRotationIT.ShortLives.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class QrRotationIT {

  /** Half a second each, so that a batch is over within three. */
  public static class ShortLives implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "wharf.whatsapp.first-qr", "PT0.5S",
          "wharf.whatsapp.next-qr", "PT0.5S");
    }
  }

  @Inject Accounts accounts;
  @Inject AccountBoard board;

  @Test
  void pushesEachCodeAtOnceAndGoesOnOverANewLink() throws Exception {
    BlockingQueue<Qr> shown = new LinkedBlockingQueue<>();
    var listener =
        new AccountBoard.Listener() {
          @Override
          public void snapshot(AccountBoard.Snapshot snapshot) {}

          @Override
          public void event(Published event) {
            if (event.event() instanceof Event.QrShown(var qr)) {
              shown.add(qr);
            }
          }
        };
    var patience = Duration.ofSeconds(10);
    var account =
        accounts
            .create(new NewAccount("Rotation", null, null, Map.of(), null))
            .await()
            .atMost(patience);
    try (var subscription = board.subscribe(listener)) {
      accounts.initialize(account.id()).await().atMost(patience);
      var attempts = new ArrayList<Integer>();
      var texts = new HashSet<String>();
      for (int i = 0; i < 7; i++) {
        Qr qr = shown.poll(10, TimeUnit.SECONDS);
        assertNotNull(qr, () -> "a further code; so far " + attempts);
        attempts.add(qr.attempt());
        texts.add(qr.text());
      }
      assertEquals(List.of(1, 2, 3, 4, 5, 6, 1), attempts);
      assertEquals(7, texts.size(), "every code is another one");
    } finally {
      accounts.delete(account.id()).await().atMost(patience);
    }
  }
}
