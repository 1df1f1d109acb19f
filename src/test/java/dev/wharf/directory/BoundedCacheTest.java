package dev.wharf.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {

  private static final int ROOM = 32 * 100;

  private final BoundedCache<String, Integer> cache = new BoundedCache<>(ROOM, value -> 1);

  @Test
  void keepsWhatWasRead() {
    cache.read("a", 1, cache.mark());
    assertEquals(Optional.of(1), cache.find("a"));
    assertEquals(Optional.empty(), cache.find("b"));
  }

  @Test
  void doesNotKeepWhatWasReadBeforeAWrite() {
    var mark = cache.mark();
    cache.wrote("a", 2, cache.mark());
    cache.read("a", 1, mark);
    assertEquals(Optional.of(2), cache.find("a"));
  }

  @Test
  void doesNotKeepWhatWasReadBeforeItWasDropped() {
    var mark = cache.mark();
    cache.drop("a");
    cache.read("a", 1, mark);
    assertEquals(Optional.empty(), cache.find("a"));

    mark = cache.mark();
    cache.dropIf(key -> key.equals("a"));
    cache.read("a", 1, mark);
    assertEquals(Optional.empty(), cache.find("a"));
  }

  @Test
  void forgetsAKeyThatTwoWroteAtOnce() {
    var one = cache.mark();
    var other = cache.mark();
    cache.wrote("a", 1, one);
    cache.wrote("a", 2, other);
    assertEquals(Optional.empty(), cache.find("a"));
  }

  @Test
  void staysWithinItsWeight() {
    var heavy = new BoundedCache<Integer, Integer>(ROOM, value -> value);
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      heavy.read(random.nextInt(2_000), 1 + random.nextInt(40), heavy.mark());
    }
    assertTrue(heavy.weight() <= ROOM, () -> "weighs " + heavy.weight());
    assertTrue(heavy.weight() > ROOM / 2, () -> "weighs " + heavy.weight());
  }

  @Test
  void dropsTheLeastRecentlyUsedFirst() {
    var tiny = new BoundedCache<Integer, Integer>(32 * 2, value -> 1);
    tiny.read(0, 0, tiny.mark());
    tiny.read(32, 32, tiny.mark());
    tiny.find(0);
    tiny.read(64, 64, tiny.mark());
    assertEquals(Optional.of(0), tiny.find(0));
    assertEquals(Optional.empty(), tiny.find(32));
  }

  @Test
  void doesNotKeepWhatIsHeavierThanAllItsRoom() {
    var tiny = new BoundedCache<Integer, Integer>(64, value -> value);
    tiny.read(1, 1_000, tiny.mark());
    assertEquals(Optional.empty(), tiny.find(1));
    assertEquals(0, tiny.weight());
  }

  /** Writers store, then tell the cache; readers look, then fill. In the end nothing is old. */
  @Test
  void neverKeepsWhatIsOldWhenManyReadAndWrite() throws InterruptedException {
    var store = new ConcurrentHashMap<String, Integer>();
    var done = new CountDownLatch(4);
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        var random = new Random(thread);
        threads.execute(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                String key = "k" + random.nextInt(40);
                var mark = cache.mark();
                if (random.nextInt(3) == 0) {
                  int value = random.nextInt();
                  store.put(key, value);
                  cache.wrote(key, value, mark);
                } else if (cache.find(key).isEmpty()) {
                  Integer value = store.get(key);
                  if (value != null) {
                    cache.read(key, value, mark);
                  }
                }
              }
              done.countDown();
            });
      }
      assertTrue(done.await(30, TimeUnit.SECONDS));
    }
    store.forEach(
        (key, value) -> cache.find(key).ifPresent(kept -> assertEquals(value, kept, key)));
  }
}
