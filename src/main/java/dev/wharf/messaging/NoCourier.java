package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Stands in where nothing holds links, in tests of this package for example. */
@ApplicationScoped
@DefaultBean
class NoCourier implements Courier {

  @Override
  public void wake(AccountId account) {
    // What waits is stored, and will be asked for.
  }
}
