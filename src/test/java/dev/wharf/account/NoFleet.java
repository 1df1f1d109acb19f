package dev.wharf.account;

import dev.wharf.event.Action;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Stands in where a test runs no sessions and asks for none. */
@DefaultBean
@ApplicationScoped
class NoFleet implements Fleet {

  @Override
  public Uni<Void> order(AccountId account, Order order) {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<PairingCode> pairingCode(AccountId account, PhoneNumber phone) {
    return Uni.createFrom()
        .failure(
            new Refused(
                Refused.Kind.UNAVAILABLE, "no_fleet", "No sessions run here.", Action.WAIT));
  }
}
