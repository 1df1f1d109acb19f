package dev.wharf.api;

import dev.wharf.account.Fleet;
import dev.wharf.account.Refused;
import dev.wharf.account.Vitals;
import dev.wharf.event.Action;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A fleet without links: it remembers what was ordered, and fails where a test says so. */
@Alternative
@ApplicationScoped
public class FakeFleet implements Fleet {

  public static final Instant CODE_EXPIRES = Instant.parse("2030-01-02T03:04:05Z");

  private final Map<AccountId, List<String>> orders = new ConcurrentHashMap<>();
  private final Map<AccountId, Supplier<Throwable>> failures = new ConcurrentHashMap<>();

  private final Map<AccountId, Vitals> vitals = new ConcurrentHashMap<>();

  public List<String> ordered(AccountId account) {
    return orders.computeIfAbsent(account, a -> new CopyOnWriteArrayList<>());
  }

  public void fail(AccountId account, Supplier<Throwable> failure) {
    failures.put(account, failure);
  }

  /** The server behind refuses, in the given manner. */
  public void refuse(AccountId account, Refused.Kind kind) {
    fail(account, () -> new Refused(kind, "because_test", "The test says so.", Action.WAIT));
  }

  /** The signs of life that the account gives from now on. */
  public void live(AccountId account, Vitals signs) {
    vitals.put(account, signs);
  }

  @Override
  public Optional<Vitals> vitals(AccountId account) {
    return Optional.ofNullable(vitals.get(account));
  }

  @Override
  public Uni<Void> order(AccountId account, Order order) {
    ordered(account).add(order.name());
    return done(account, Uni.createFrom().voidItem());
  }

  @Override
  public Uni<PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    ordered(account).add(phone.digits());
    return done(account, Uni.createFrom().item(() -> new PairingCode("ABCD-1234", CODE_EXPIRES)));
  }

  @Override
  public Uni<Void> numberGiven(AccountId account, PhoneNumber phone) {
    ordered(account).add("number " + phone.digits());
    return done(account, Uni.createFrom().voidItem());
  }

  @Override
  public Uni<Optional<PhoneNumber>> askNumber(AccountId account) {
    ordered(account).add("ask number");
    return done(account, Uni.createFrom().item(Optional.empty()));
  }

  @Override
  public Uni<Void> restoreCredentials(AccountId account) {
    ordered(account).add("restore credentials");
    return done(account, Uni.createFrom().voidItem());
  }

  private <T> Uni<T> done(AccountId account, Uni<T> outcome) {
    Supplier<Throwable> failure = failures.get(account);
    return failure == null ? outcome : Uni.createFrom().failure(failure);
  }
}
