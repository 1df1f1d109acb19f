package dev.wharf.protocol.signal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The kept skipped keys of one peer device, or of one sender in one group, in memory: for virtual
 * phones and tests, and the model of what a table of them has to do. Not for several threads.
 */
public final class SkippedKeys {

  private final Map<ChainId, TreeMap<Long, Secret>> chains = new HashMap<>();

  public Optional<SkippedKey> find(SkippedKey.Id id) {
    return Optional.ofNullable(chains.get(id.chain()))
        .map(chain -> chain.get(id.counter()))
        .map(seed -> new SkippedKey(id, seed));
  }

  public void apply(SkippedChange change) {
    change.used().ifPresent(this::remove);
    for (SkippedKey key : change.added()) {
      chains
          .computeIfAbsent(key.id().chain(), chain -> new TreeMap<>())
          .put(key.id().counter(), key.seed());
    }
    change.trim().ifPresent(this::trim);
    change.dropped().forEach(chains::remove);
  }

  public int size() {
    return chains.values().stream().mapToInt(Map::size).sum();
  }

  private void remove(SkippedKey.Id id) {
    var chain = chains.get(id.chain());
    if (chain != null && chain.remove(id.counter()) != null && chain.isEmpty()) {
      chains.remove(id.chain());
    }
  }

  private void trim(SkippedChange.Trim trim) {
    var chain = chains.get(trim.chain());
    for (int i = 0; chain != null && i < trim.count(); i++) {
      chain.pollFirstEntry();
    }
  }
}
