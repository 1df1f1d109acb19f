package dev.wharf.account;

import dev.wharf.event.AccountView;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All accounts as they stand now, in memory. Loaded at start, changed by the ledger alone, and only
 * after the change is stored.
 */
@ApplicationScoped
public class AccountBoard implements Projection.Lookup {

  private static final Logger LOG = Logger.getLogger(AccountBoard.class);

  private final ReentrantLock publishing = new ReentrantLock();
  private final Map<AccountId, AccountState> states = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Position, AccountId> order = new ConcurrentSkipListMap<>();
  private final Map<ExternalId, AccountId> holders = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile long seq;

  public Optional<AccountView> view(AccountId account) {
    return find(account).map(AccountState::view);
  }

  /** The QR code that is showing, if one is. */
  public Optional<Qr> qr(AccountId account) {
    return find(account).map(AccountState::qr);
  }

  /** All accounts, oldest first. */
  public List<AccountView> all() {
    return after(null).stream().map(AccountState::view).toList();
  }

  /** What a session needs of one account. */
  public Optional<StoredAccount> stored(AccountId account) {
    return find(account).map(AccountState::stored);
  }

  /**
   * Hands the listener a snapshot at once, and from then on every event after it: none missing,
   * none twice, in order.
   */
  public Subscription subscribe(Listener listener) {
    publishing.lock();
    try {
      listener.snapshot(new Snapshot(seq, after(null).stream().map(AccountState::shown).toList()));
      return follow(listener);
    } finally {
      publishing.unlock();
    }
  }

  /** As {@link #subscribe}, without a snapshot. */
  Subscription follow(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Accounts in the order of the list, from after that position or from the first. */
  Collection<AccountState> after(@Nullable Position position) {
    var rest = position == null ? order : order.tailMap(position, false);
    return rest.values().stream().map(states::get).filter(java.util.Objects::nonNull).toList();
  }

  @Override
  public Optional<AccountState> find(AccountId account) {
    return Optional.ofNullable(states.get(account));
  }

  @Override
  public Optional<AccountId> holder(@Nullable String tenant, String externalId) {
    return Optional.ofNullable(holders.get(new ExternalId(tenant, externalId)));
  }

  /** Takes what was stored at the start. */
  void load(Collection<AccountState> stored, long newest) {
    publishing.lock();
    try {
      states.clear();
      order.clear();
      holders.clear();
      stored.forEach(state -> put(state.id(), state));
      seq = newest;
    } finally {
      publishing.unlock();
    }
  }

  /** Shows one stored change and tells of it. */
  void apply(AccountId account, @Nullable AccountState after, List<Published> events) {
    publishing.lock();
    try {
      put(account, after);
      for (Published event : events) {
        seq = event.seq();
        listeners.forEach(listener -> tell(listener, event));
      }
    } finally {
      publishing.unlock();
    }
  }

  private void put(AccountId account, @Nullable AccountState after) {
    AccountState before = after == null ? states.remove(account) : states.put(account, after);
    ExternalId had = before == null ? null : ExternalId.of(before);
    ExternalId has = after == null ? null : ExternalId.of(after);
    if (had != null && !had.equals(has)) {
      holders.remove(had, account);
    }
    if (has != null) {
      holders.put(has, account);
    }
    if (after == null && before != null) {
      order.remove(Position.of(before));
    } else if (after != null && before == null) {
      order.put(Position.of(after), account);
    }
  }

  private static void tell(Listener listener, Published event) {
    try {
      listener.event(event);
    } catch (RuntimeException e) {
      LOG.errorf(e, "listener failed seq=%d type=%s", event.seq(), event.event().type());
    }
  }

  /** Hears of every change. Called on any thread, one call at a time, and must not block. */
  public interface Listener {
    void snapshot(Snapshot snapshot);

    void event(Published event);
  }

  /** Ends by closing it; safe to call twice. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param seq of the last event that is in it
   */
  public record Snapshot(long seq, List<Shown> accounts) {}

  /** An account and, if one is showing, its QR code. */
  public record Shown(AccountView account, @Nullable Qr qr) {}
}
