package dev.wharf.keystore.ratchet;

import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.Secret;
import dev.wharf.protocol.signal.SkippedChange;
import dev.wharf.protocol.signal.SkippedKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What several {@link SkippedChange}s of one peer come to, when they are done at once in this
 * order: {@code used} go, then all keys of the {@code dropped} chains, {@code added} come, and last
 * the {@code trimmed} lowest counters of a chain go. That is the same as one change after the other
 * because a chain only ever gets counters above those that it has: what is trimmed early is among
 * the lowest at the end as well, and what is used was not trimmed before.
 */
final class SkippedNet {

  final Set<SkippedKey.Id> used = new LinkedHashSet<>();
  final Set<ChainId> dropped = new LinkedHashSet<>();
  final Map<SkippedKey.Id, Secret> added = new LinkedHashMap<>();
  final Map<ChainId, Integer> trimmed = new HashMap<>();

  void add(SkippedChange change) {
    change.used().filter(id -> added.remove(id) == null).ifPresent(used::add);
    change.added().forEach(key -> added.put(key.id(), key.seed()));
    change.trim().ifPresent(it -> trimmed.merge(it.chain(), it.count(), Integer::sum));
    change.dropped().forEach(this::drop);
  }

  private void drop(ChainId chain) {
    dropped.add(chain);
    trimmed.remove(chain);
    added.keySet().removeIf(id -> id.chain().equals(chain));
  }
}
