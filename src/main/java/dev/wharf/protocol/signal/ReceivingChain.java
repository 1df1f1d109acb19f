package dev.wharf.protocol.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One chain of what a peer sends.
 *
 * @param next the first message of it that is not accounted for
 * @param kept how many skipped keys of it the caller keeps
 */
record ReceivingChain(ChainId id, ChainKey next, int kept) {

  /** Of one chain; and the widest jump over messages that have not come (messaging.md 16.5). */
  static final int MAX_KEPT = 2_000;

  sealed interface Opening {}

  record Opened(Secret seed, ReceivingChain after, SkippedChange change) implements Opening {}

  record Closed(DecryptFailure why) implements Opening {}

  static ReceivingChain first(ChainId id, Secret key) {
    return new ReceivingChain(id, ChainKey.first(key), 0);
  }

  /** The seed of message {@code counter}, and what getting it does to the chain. */
  Opening open(long counter, Optional<SkippedKey> found) {
    if (counter < next.counter()) {
      return late(new SkippedKey.Id(id, counter), found);
    }
    if (counter - next.counter() > MAX_KEPT) {
      return new Closed(new DecryptFailure.TooFarAhead(counter - next.counter()));
    }
    return advance(counter);
  }

  private Opening late(SkippedKey.Id wanted, Optional<SkippedKey> found) {
    var key = found.filter(it -> it.id().equals(wanted));
    if (key.isEmpty()) {
      return new Closed(new DecryptFailure.Duplicate());
    }
    var after = new ReceivingChain(id, next, Math.max(0, kept - 1));
    return new Opened(key.get().seed(), after, SkippedChange.used(wanted));
  }

  private Opening advance(long counter) {
    var hmac = new Hmac();
    List<SkippedKey> skipped = new ArrayList<>();
    ChainKey at = next;
    while (at.counter() < counter) {
      skipped.add(new SkippedKey(new SkippedKey.Id(id, at.counter()), at.seed(hmac)));
      at = at.next(hmac);
    }
    int surplus = Math.max(0, kept + skipped.size() - MAX_KEPT);
    Optional<SkippedChange.Trim> trim =
        surplus == 0 ? Optional.empty() : Optional.of(new SkippedChange.Trim(id, surplus));
    var after = new ReceivingChain(id, at.next(hmac), kept + skipped.size() - surplus);
    return new Opened(at.seed(hmac), after, SkippedChange.added(skipped, trim));
  }

  ReceivingChain forgotten() {
    return new ReceivingChain(id, next, 0);
  }
}
