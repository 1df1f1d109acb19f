package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One phone per account, whose owner scans the QR codes that show. */
final class Phones implements AutoCloseable {

  private final SandboxDesk desk;
  private final Random random;
  private final Map<String, String> numbers = new ConcurrentHashMap<>();
  private final ExecutorService scanning = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger scanned = new AtomicInteger();
  private final AtomicInteger given = new AtomicInteger();
  private volatile boolean diligent = true;
  private volatile Runnable onScan = () -> {};

  Phones(SandboxDesk desk, long seed) {
    this.desk = desk;
    this.random = new Random(seed);
  }

  /** The number of that account's phone: another for each account. */
  String of(String account) {
    return numbers.computeIfAbsent(account, id -> "55119" + (80_000_000 + given.incrementAndGet()));
  }

  /** Whether every code is scanned at once, or some late and some never. */
  void diligent(boolean now) {
    diligent = now;
  }

  /** Is called after each scan that the server took. */
  void onScan(Runnable then) {
    onScan = then;
  }

  /** Codes that led to a pairing. */
  int scanned() {
    return scanned.get();
  }

  /** Takes an event of the push; those of QR codes are scanned. */
  void hear(JsonNode event) {
    if (event.path("type").asText().equals("qr")) {
      long wait = 0;
      synchronized (random) {
        if (!diligent) {
          if (random.nextInt(4) == 0) {
            return;
          }
          wait = random.nextInt(1_500);
        }
      }
      String account = event.path("accountId").asText();
      String text = event.path("data").path("text").asText();
      CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, scanning)
          .execute(() -> scan(account, text));
    }
  }

  private void scan(String account, String text) {
    try {
      if (desk.scan(of(account), text) == 200) {
        scanned.incrementAndGet();
        onScan.run();
      }
    } catch (Exception e) {
      System.out.println("Phones " + e);
    }
  }

  @Override
  public void close() {
    scanning.shutdownNow();
  }
}
