package dev.wharf.account;

import dev.wharf.account.Fleet.Order;
import dev.wharf.account.Refused.Kind;
import dev.wharf.event.AccountView;
import dev.wharf.event.Action;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with accounts. What they want is stored first and told to the {@link Fleet}
 * then. Everything that is not done fails with {@link Refused}.
 */
@ApplicationScoped
public class Accounts {

  private final AccountLedger ledger;
  private final AccountBoard board;
  private final AccountRepository repository;
  private final Fleet fleet;
  private final Clock clock;
  private final SecureRandom random;

  Accounts(
      AccountLedger ledger,
      AccountBoard board,
      AccountRepository repository,
      Fleet fleet,
      Clock clock,
      SecureRandom random) {
    this.ledger = ledger;
    this.board = board;
    this.repository = repository;
    this.fleet = fleet;
    this.clock = clock;
    this.random = random;
  }

  public Uni<AccountView> create(NewAccount command) {
    return Uni.createFrom()
        .deferred(
            () ->
                ledger.decide(
                    new Change.Created(AccountId.random(random), now(), Profile.of(command))));
  }

  public Uni<AccountView> patch(AccountId account, AccountPatch patch) {
    return Uni.createFrom()
        .deferred(() -> ledger.decide(new Change.Edited(account, now(), patch)))
        .invoke(
            () -> {
              if (patch.presence() != null) {
                fleet.settingsChanged(account);
              }
            });
  }

  /** Closes and forgets the account, its history and its keys. */
  public Uni<Void> delete(AccountId account) {
    return existing(account)
        .chain(() -> fleet.order(account, Order.DELETE))
        .chain(() -> ledger.decide(new Change.Deleted(account, now())))
        .replaceWithVoid();
  }

  public Uni<AccountView> initialize(AccountId account) {
    return order(account, Order.INITIALIZE, true);
  }

  public Uni<AccountView> stop(AccountId account) {
    return order(account, Order.STOP, false);
  }

  /** Closes the link and opens a new one. */
  public Uni<AccountView> reconnect(AccountId account) {
    return existing(account)
        .invoke(Accounts::requirePaired)
        .chain(() -> order(account, Order.RECONNECT, true));
  }

  public Uni<AccountView> reset(AccountId account) {
    return order(account, Order.RESET, false);
  }

  public Uni<AccountView> logout(AccountId account) {
    return order(account, Order.LOGOUT, false);
  }

  public Uni<Fleet.PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    return existing(account)
        .invoke(Accounts::requireUnpaired)
        .chain(() -> intend(account, true, "pairing_code"))
        .chain(() -> fleet.pairingCode(account, phone))
        .call(code -> ledger.decide(new Change.CodeIssued(account, now(), code.expiresAt())));
  }

  /**
   * Enters the number by hand, where WhatsApp does not tell it. An account that lacked only that
   * comes up by it.
   */
  public Uni<AccountView> phoneNumber(AccountId account, PhoneNumber phone) {
    return existing(account)
        .invoke(Accounts::requirePaired)
        .chain(() -> ledger.decide(new Change.NumberEntered(account, now(), phone)))
        .chain(() -> fleet.numberGiven(account, phone))
        .map(done -> get(account));
  }

  /** Asks WhatsApp again which number the account has. */
  public Uni<AccountView> refreshPhoneNumber(AccountId account) {
    return existing(account)
        .invoke(Accounts::requirePaired)
        .chain(() -> fleet.askNumber(account))
        .map(
            found -> {
              if (found.isEmpty() && get(account).identity().phoneNumber() == null) {
                throw new Refused(
                    Kind.UPSTREAM,
                    "phone_number_withheld",
                    "WhatsApp does not tell the number of this account: enter it by hand.",
                    Action.UPDATE_PHONE);
              }
              return get(account);
            });
  }

  /** Undoes a logout that was none: takes the archived credentials back. */
  public Uni<AccountView> restoreCredentials(AccountId account) {
    return existing(account)
        .invoke(Accounts::requireUnpaired)
        .chain(() -> fleet.restoreCredentials(account))
        .map(done -> get(account));
  }

  /**
   * The QR code that is showing; while the account is warming, the first one that shows within
   * {@code wait}.
   */
  public Uni<Qr> qr(AccountId account, Duration wait) {
    return new QrWait(board, account, clock).within(wait);
  }

  /**
   * @throws Refused {@code account_not_found}
   */
  public AccountView get(AccountId account) {
    return board.view(account).orElseThrow(() -> Projection.notFound(account));
  }

  /**
   * @throws Refused {@code invalid_cursor} or {@code invalid_limit}
   */
  public AccountPage list(AccountFilter filter) {
    if (filter.limit() < 1 || filter.limit() > AccountFilter.MAX_LIMIT) {
      throw new Refused(Kind.INVALID, "invalid_limit", "The limit is 1 to 500.", null);
    }
    String cursor = filter.after();
    List<AccountState> found =
        board.after(cursor == null ? null : Position.parse(cursor)).stream()
            .filter(filter::accepts)
            .limit(filter.limit() + 1L)
            .toList();
    boolean more = found.size() > filter.limit();
    List<AccountState> page = more ? found.subList(0, filter.limit()) : found;
    return new AccountPage(
        page.stream().map(AccountState::view).toList(),
        more ? Position.of(page.getLast()).cursor() : null);
  }

  /**
   * The newest entries first.
   *
   * @param before only entries older than that id; {@code null} for the newest
   */
  public Uni<List<TimelineEntry>> timeline(AccountId account, @Nullable Long before, int limit) {
    return timeline(account, TimelineFilter.newest(limit).before(before));
  }

  public Uni<List<TimelineEntry>> timeline(AccountId account, TimelineFilter filter) {
    return existing(account).chain(() -> repository.timeline(account, filter));
  }

  private Uni<AccountView> order(AccountId account, Order order, boolean wanted) {
    return intend(account, wanted, order.name().toLowerCase(Locale.ROOT))
        .chain(() -> fleet.order(account, order))
        .map(done -> get(account));
  }

  private Uni<AccountView> intend(AccountId account, boolean wanted, String order) {
    return Uni.createFrom()
        .deferred(() -> ledger.decide(new Change.Intended(account, now(), wanted, order)));
  }

  private Uni<AccountView> existing(AccountId account) {
    return Uni.createFrom().item(() -> get(account));
  }

  private static void requirePaired(AccountView account) {
    if (!account.paired()) {
      throw new Refused(
          Kind.CONFLICT,
          "not_paired",
          "The account is paired to no phone yet: initialize it and scan the QR code.",
          Action.RETRY_INITIALIZE);
    }
  }

  private static void requireUnpaired(AccountView account) {
    if (account.paired()) {
      throw new Refused(
          Kind.CONFLICT,
          "already_paired",
          "The account is paired already: reset it first to pair another phone.",
          null);
    }
  }

  /** To the millisecond, as it is stored, shown and put into cursors. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
