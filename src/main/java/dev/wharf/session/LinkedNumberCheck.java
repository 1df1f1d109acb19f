package dev.wharf.session;

import dev.wharf.directory.NumberCheck;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks which numbers are on WhatsApp, over the account's link. */
@ApplicationScoped
class LinkedNumberCheck implements NumberCheck {

  private final SessionFleet fleet;

  LinkedNumberCheck(SessionFleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public Uni<List<Checked>> check(AccountId account, List<PhoneNumber> numbers) {
    return fleet.ask(account, mail -> mail.numbers().check(numbers));
  }
}
