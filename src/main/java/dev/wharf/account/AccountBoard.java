package dev.wharf.account;

import dev.wharf.event.AccountView;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All accounts as they stand now, in memory. Loaded at start, changed by the ledger alone, and only
 * after the change is stored.
 */
@ApplicationScoped
public class AccountBoard {

  public Optional<AccountView> view(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** The QR code that is showing, if one is. */
  public Optional<Qr> qr(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /** All accounts, oldest first. */
  public List<AccountView> all() {
    throw new UnsupportedOperationException();
  }

  /** What a session needs of one account. */
  public Optional<StoredAccount> stored(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /**
   * Hands the listener a snapshot at once, and from then on every event after it: none missing,
   * none twice, in order.
   */
  public Subscription subscribe(Listener listener) {
    throw new UnsupportedOperationException();
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
