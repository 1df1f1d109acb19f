package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where nobody holds links: no number can be looked up. */
@DefaultBean
@ApplicationScoped
class OfflineNumberCheck implements NumberCheck {

  @Override
  public Uni<List<Checked>> check(AccountId account, List<PhoneNumber> numbers) {
    return Uni.createFrom().failure(Refusal::notOnline);
  }
}
