package dev.wharf.account;

import dev.wharf.event.AccountView;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators do with accounts. Everything that is not done fails with {@link Refused}. */
@ApplicationScoped
public class Accounts {

  public Uni<AccountView> create(NewAccount command) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> patch(AccountId account, AccountPatch patch) {
    throw new UnsupportedOperationException();
  }

  /** Closes and forgets the account, its history and its keys. */
  public Uni<Void> delete(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> initialize(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> stop(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> reconnect(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> reset(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<AccountView> logout(AccountId account) {
    throw new UnsupportedOperationException();
  }

  public Uni<Fleet.PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    throw new UnsupportedOperationException();
  }

  /**
   * The QR code that is showing; while the account is warming, the first one that shows within
   * {@code wait}.
   */
  public Uni<Qr> qr(AccountId account, Duration wait) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws Refused {@code account_not_found}
   */
  public AccountView get(AccountId account) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws Refused {@code invalid_cursor}
   */
  public AccountPage list(AccountFilter filter) {
    throw new UnsupportedOperationException();
  }

  /**
   * The newest entries first.
   *
   * @param before only entries older than that id; {@code null} for the newest
   */
  public Uni<List<TimelineEntry>> timeline(AccountId account, @Nullable Long before, int limit) {
    throw new UnsupportedOperationException();
  }
}
