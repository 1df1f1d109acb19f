package dev.wharf.protocol.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one decryption does to the kept skipped keys, to be stored in the transaction that stores
 * the ratchet: {@code used} goes, {@code added} come, then {@code trim} goes, then all keys of the
 * {@code dropped} chains go.
 */
public record SkippedChange(
    Optional<SkippedKey.Id> used,
    List<SkippedKey> added,
    Optional<Trim> trim,
    List<ChainId> dropped) {

  public static final SkippedChange NONE =
      new SkippedChange(Optional.empty(), List.of(), Optional.empty(), List.of());

  /** The {@code count} lowest counters of a chain. */
  public record Trim(ChainId chain, int count) {}

  public SkippedChange {
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
  }

  static SkippedChange used(SkippedKey.Id id) {
    return new SkippedChange(Optional.of(id), List.of(), Optional.empty(), List.of());
  }

  static SkippedChange added(List<SkippedKey> keys, Optional<Trim> trim) {
    return new SkippedChange(Optional.empty(), keys, trim, List.of());
  }

  SkippedChange andDropped(List<ChainId> more) {
    var all = new ArrayList<>(dropped);
    all.addAll(more);
    return new SkippedChange(used, added, trim, all);
  }
}
