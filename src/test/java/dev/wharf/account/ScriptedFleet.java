package dev.wharf.account;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A fleet without links: it remembers what was ordered and does what the test says. */
@Alternative
@ApplicationScoped
public class ScriptedFleet implements Fleet {

  /** What was ordered for one account. */
  private final Map<AccountId, List<Order>> orders = new ConcurrentHashMap<>();

  private final Map<AccountId, Supplier<Uni<Void>>> scripts = new ConcurrentHashMap<>();

  List<Order> ordered(AccountId account) {
    return orders.computeIfAbsent(account, a -> new CopyOnWriteArrayList<>());
  }

  void on(AccountId account, Supplier<Uni<Void>> script) {
    scripts.put(account, script);
  }

  @Override
  public Uni<Void> order(AccountId account, Order order) {
    ordered(account).add(order);
    return scripts.getOrDefault(account, () -> Uni.createFrom().voidItem()).get();
  }

  @Override
  public Uni<PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    return Uni.createFrom()
        .item(new PairingCode("ABCD-1234", Instant.parse("2026-11-21T10:00:00Z")));
  }

  @Override
  public Uni<Void> numberGiven(AccountId account, PhoneNumber phone) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Optional<PhoneNumber>> askNumber(AccountId account) {
    return Uni.createFrom().item(Optional.empty());
  }

  @Override
  public Uni<Void> restoreCredentials(AccountId account) {
    return Uni.createFrom().voidItem();
  }

  /** Tests of the account alone: no session runs. */
  public static class Profile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(ScriptedFleet.class);
    }
  }
}
