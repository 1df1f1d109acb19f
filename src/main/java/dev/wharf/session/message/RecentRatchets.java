package dev.wharf.session.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.ratchet.PeerKeys;
import java.time.Duration;
import java.util.Optional;

/**
 * What is agreed with the devices that something was just written to or read from, of all accounts:
 * whoever writes once mostly writes again. As many as are worth the memory, and none of them for
 * long: an idle account holds nothing.
 *
 * <p>Belongs to lanes: only the work whose turn it is may ask for or change what is kept of its
 * account. What is here is what is stored. Work that moves a ratchet takes it out first and puts it
 * back when that is stored, so that after a failure, or when nobody knows what became of a
 * transaction, it is read again.
 */
public final class RecentRatchets {

  /** Agreements: mostly there is one with a device, but a peer may have made many. */
  private static final int MOST = 2_048;

  private static final Duration KEPT = Duration.ofSeconds(30);

  private record Key(Lane lane, Jid device) {}

  private final Cache<Key, PeerKeys> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((Key key, PeerKeys keys) -> Math.max(1, keys.ratchet().states().size()))
          .expireAfterAccess(KEPT)
          .executor(Runnable::run)
          .scheduler(Scheduler.systemScheduler())
          .build();

  Optional<PeerKeys> find(Lane lane, Jid device) {
    return Optional.ofNullable(kept.getIfPresent(new Key(lane, device)));
  }

  void put(Lane lane, Jid device, PeerKeys stored) {
    kept.put(new Key(lane, device), stored);
  }

  void drop(Lane lane, Jid device) {
    kept.invalidate(new Key(lane, device));
  }

  /** Everything of an account: something else than a message changed what is stored. */
  void drop(Lane lane) {
    kept.asMap().keySet().removeIf(key -> key.lane() == lane);
  }
}
