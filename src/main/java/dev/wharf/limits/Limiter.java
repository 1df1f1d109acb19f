package dev.wharf.limits;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.limits.AccountLimits.Decision;
import dev.wharf.limits.LimitStore.Stored;
import dev.wharf.limits.Verdict.Granted;
import dev.wharf.limits.Verdict.Refused;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Says whether an account may do something now, and counts it. What was counted is in the database
 * and nowhere else, so it holds for every process and after every restart. Fails closed: where the
 * database or the row cannot be read, the verdict is a refusal, never a failure.
 */
@ApplicationScoped
public class Limiter {

  private static final Logger LOG = Logger.getLogger(Limiter.class);

  /** When it is worth asking again after a fault. */
  private static final Duration AFTER_FAULT = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(Usage.AHEAD);

  private static final String NO_ANSWER =
      "The limits cannot be read, because the database does not answer. Nothing is done until they"
          + " can.";

  private static final String UNREADABLE =
      "What is stored of this account's limits cannot be read. Nothing is done until its limits are"
          + " set anew: send a PATCH to its limits.";

  private static final String NO_ACCOUNT = "There is no such account any more.";

  private final LimitStore store;
  private final SecureRandom random;
  private final Duration pauseMin;
  private final Duration pauseMax;
  private final boolean enforced;

  Limiter(LimitStore store, LimitsConfig config, SecureRandom random) {
    this.store = store;
    this.random = random;
    this.pauseMin = config.pauseMin();
    this.pauseMax = config.pauseMax();
    this.enforced = config.enforced();
  }

  /** A mistake in the settings is told at the start, not at the first message. */
  void check(@Observes StartupEvent start) {
    if (pauseMin.isNegative()
        || pauseMax.compareTo(pauseMin) < 0
        || pauseMax.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalStateException(
          "wharf.limits.pause-min and pause-max must be from PT0S to PT60S, the first not above the"
              + " second");
    }
  }

  /**
   * Takes all of the charges or none, within the caller's transaction: if that is rolled back,
   * nothing was taken. Locks the account's limits until the transaction ends.
   *
   * @param charges how much of what; the caller decides what a thing costs, see {@link Charge}
   */
  public Uni<Verdict> take(SqlConnection tx, AccountId account, List<Charge> charges, Instant now) {
    return isFree(charges)
        ? free()
        : closed(account, charges, now, () -> locked(tx, account, charges, now));
  }

  private boolean isFree(List<Charge> charges) {
    return charges.isEmpty() || !enforced;
  }

  /** The same in a transaction of its own: what was granted is stored. */
  public Uni<Verdict> take(AccountId account, List<Charge> charges, Instant now) {
    return isFree(charges)
        ? free()
        : closed(
            account,
            charges,
            now,
            () -> store.inTransaction(tx -> locked(tx, account, charges, now)));
  }

  /** What {@code take} would say now. Takes and locks nothing. */
  public Uni<Verdict> preview(AccountId account, List<Charge> charges, Instant now) {
    return isFree(charges)
        ? free()
        : closed(
            account,
            charges,
            now,
            () ->
                store
                    .read(account)
                    .map(row -> decide(readOr(account, row, now), charges, now, gap()).verdict()));
  }

  /** How every limit of an account stands; fails if the database does not answer. */
  public Uni<List<Bucket>> buckets(AccountId account, Instant now) {
    return overview(account, now).map(Overview::buckets);
  }

  /** Everything about the limits of an account; fails if the database does not answer. */
  public Uni<Overview> overview(AccountId account, Instant now) {
    return store.read(account).map(row -> overview(account, row, now));
  }

  /**
   * Changes the settings of an account. If its row could not be read, it can be afterwards, and
   * everything counts as used up at this moment.
   *
   * @param change makes the new settings of the ones in force
   */
  public Uni<Overview> change(AccountId account, UnaryOperator<Settings> change, Instant now) {
    return store
        .inTransaction(
            tx ->
                store
                    .lock(tx, account, now)
                    .chain(
                        row -> {
                          AccountLimits before = readOr(account, row, now).limits();
                          return store.changed(
                              tx, account, before.with(change.apply(before.settings())));
                        }))
        .chain(done -> overview(account, now));
  }

  /**
   * The account was paired with a phone. A number other than the one before is young; the same one
   * keeps its age.
   */
  public Uni<Void> paired(AccountId account, PhoneNumber number, Instant at) {
    return store.paired(account, number, at);
  }

  /** WhatsApp wants no more of this for a while. A longer hold on the same limit stays. */
  public Uni<Void> hold(AccountId account, Hold hold, Instant now) {
    return store.hold(account, hold, now);
  }

  /**
   * WhatsApp says that a hold for this reason begins, or ends at another time, sooner or later. At
   * no moment in between does nothing hold. A longer one for another reason stays.
   */
  public Uni<Void> move(AccountId account, Hold hold, Instant now) {
    return store.move(account, hold, now);
  }

  /** WhatsApp lifted a hold that gave this reason; another one stays. */
  public Uni<Void> release(AccountId account, Limit limit, String why) {
    return store.release(account, limit, why);
  }

  /** WhatsApp lifted it. */
  public Uni<Void> release(AccountId account, Limit limit) {
    return store.release(account, limit);
  }

  /**
   * Whether this refusal is to be told as an event: true for the first one of an account and limit,
   * and not again before its window is over and the limit was free.
   */
  public Uni<Boolean> announce(AccountId account, Refused refused, Instant now) {
    Instant window = now.plus(refused.by().window());
    Instant until = refused.freeAt().isAfter(window) ? refused.freeAt() : window;
    return store.tell(account, refused.by(), now, until);
  }

  private Uni<Verdict> locked(
      SqlConnection tx, AccountId account, List<Charge> charges, Instant now) {
    return store
        .lock(tx, account, now)
        .chain(
            row -> {
              if (row.isEmpty()) {
                return Uni.createFrom().item(refused(charges, now, NO_ACCOUNT));
              }
              Known known = readOr(account, row, now);
              Decision decision = decide(known, charges, now, gap());
              return known.readable() && decision.after() != known.limits()
                  ? store
                      .used(tx, account, decision.after().usage())
                      .replaceWith(decision.verdict())
                  : Uni.createFrom().item(decision.verdict());
            });
  }

  private static Decision decide(Known known, List<Charge> charges, Instant now, Duration gap) {
    return known.readable()
        ? known.limits().take(charges, now, gap)
        : new Decision(refused(charges, now, UNREADABLE), known.limits());
  }

  private Overview overview(AccountId account, Optional<Stored> row, Instant now) {
    Known known = readOr(account, row, now);
    return new Overview(
        now,
        known.readable(),
        known.limits().settings(),
        known.limits().buckets(now),
        pauseMin,
        pauseMax,
        decide(known, Charge.message(), now, pauseMin).verdict(),
        decide(known, Charge.firstMessage(), now, pauseMin).verdict());
  }

  private record Known(AccountLimits limits, boolean readable) {}

  private static Known readOr(AccountId account, Optional<Stored> row, Instant now) {
    if (row.isEmpty()) {
      return new Known(AccountLimits.fresh(now), true);
    }
    try {
      return new Known(row.get().limits(), true);
    } catch (Unreadable e) {
      LOG.errorf("limits are unreadable accountId=%s fault=%s", account, e.getMessage());
      return new Known(row.get().rest(now), false);
    }
  }

  /** How long after the message before this one leaves, at least; none only if pauses are off. */
  private Duration gap() {
    long spread = pauseMax.minus(pauseMin).toMillis();
    long millis = pauseMin.toMillis() + (spread == 0 ? 0 : random.nextLong(spread + 1));
    return Duration.ofMillis(pauseMax.isZero() ? 0 : Math.max(1, millis));
  }

  private interface Asking {
    Uni<Verdict> ask();
  }

  private static Uni<Verdict> closed(
      AccountId account, List<Charge> charges, Instant now, Asking asking) {
    return Uni.createFrom()
        .deferred(asking::ask)
        .onFailure()
        .recoverWithItem(
            fault -> {
              LOG.errorf("limits do not answer accountId=%s fault=%s", account, fault);
              LOG.debug("limits do not answer", fault);
              return refused(charges, now, NO_ANSWER);
            });
  }

  private static Verdict refused(List<Charge> charges, Instant now, String why) {
    return new Refused(charges.getFirst().limit(), now.plus(AFTER_FAULT), why);
  }

  private static Uni<Verdict> free() {
    return Uni.createFrom().item(new Granted(Duration.ZERO));
  }
}
