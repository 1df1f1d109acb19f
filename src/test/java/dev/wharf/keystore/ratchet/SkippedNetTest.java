package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.Secret;
import dev.wharf.protocol.signal.SkippedChange;
import dev.wharf.protocol.signal.SkippedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SkippedNetTest {

  private static final long SEED = 7_020;
  private static final int LIMIT = 12;

  /** Chains as a receiver moves them: counters only rise, and at most so many keys are kept. */
  private static final class Chains {
    final Map<Integer, TreeSet<Long>> kept = new TreeMap<>();
    final Map<Integer, Long> next = new TreeMap<>();
    final Random random;

    Chains(long seed) {
      random = new Random(seed);
    }

    SkippedChange step() {
      int chain = random.nextInt(4);
      var keys = kept.computeIfAbsent(chain, it -> new TreeSet<>());
      if (random.nextInt(9) == 0) {
        keys.clear();
        return new SkippedChange(Optional.empty(), List.of(), Optional.empty(), List.of(id(chain)));
      }
      if (!keys.isEmpty() && random.nextBoolean()) {
        long used = new ArrayList<>(keys).get(random.nextInt(keys.size()));
        keys.remove(used);
        return new SkippedChange(
            Optional.of(new SkippedKey.Id(id(chain), used)),
            List.of(),
            Optional.empty(),
            List.of());
      }
      return jump(chain, keys, random.nextInt(6), random.nextInt(12) == 0);
    }

    /**
     * @param forgotten as when a whole ratchet keeps too many
     */
    private SkippedChange jump(int chain, TreeSet<Long> keys, int count, boolean forgotten) {
      var added = new ArrayList<SkippedKey>();
      long at = next.getOrDefault(chain, 0L);
      for (int i = 0; i < count; i++, at++) {
        byte[] seed = new byte[Secret.LENGTH];
        random.nextBytes(seed);
        added.add(new SkippedKey(new SkippedKey.Id(id(chain), at), new Secret(seed)));
        keys.add(at);
      }
      next.put(chain, at + 1);
      int surplus = Math.max(0, keys.size() - LIMIT);
      for (int i = 0; i < surplus; i++) {
        keys.pollFirst();
      }
      if (forgotten) {
        keys.clear();
      }
      return new SkippedChange(
          Optional.empty(),
          added,
          surplus == 0 ? Optional.empty() : Optional.of(new SkippedChange.Trim(id(chain), surplus)),
          forgotten ? List.of(id(chain)) : List.of());
    }

    private static ChainId id(int chain) {
      return new ChainId(new byte[] {(byte) chain});
    }
  }

  /** The table, and what its statements do. */
  private static final class Table {
    final Map<ChainId, TreeMap<Long, Secret>> rows = new HashMap<>();

    void write(SkippedNet net) {
      net.used.forEach(id -> chain(id.chain()).remove(id.counter()));
      net.dropped.forEach(rows::remove);
      net.added.forEach((id, seed) -> chain(id.chain()).put(id.counter(), seed));
      net.trimmed.forEach(
          (chain, count) -> {
            for (int i = 0; i < count; i++) {
              chain(chain).pollFirstEntry();
            }
          });
      rows.values().removeIf(Map::isEmpty);
    }

    private TreeMap<Long, Secret> chain(ChainId id) {
      return rows.computeIfAbsent(id, it -> new TreeMap<>());
    }
  }

  @Test
  void comesToTheSameAsOneChangeAfterTheOther() {
    var chains = new Chains(SEED);
    var random = new Random(SEED + 1);
    var single = new Table();
    var together = new Table();
    int trims = 0;
    for (int round = 0; round < 5_000; round++) {
      var net = new SkippedNet();
      for (int i = random.nextInt(8); i >= 0; i--) {
        SkippedChange change = chains.step();
        trims += change.trim().isPresent() ? 1 : 0;
        net.add(change);
        var alone = new SkippedNet();
        alone.add(change);
        single.write(alone);
      }
      together.write(net);
      assertEquals(single.rows, together.rows, "seed " + SEED + " round " + round);
    }
    assertTrue(trims > 100);
  }
}
