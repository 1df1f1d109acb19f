package dev.wharf.session.message;

import dev.wharf.account.Fact;
import dev.wharf.event.Event;
import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who has other keys than before: set up anew, or somebody else. Once what was found is
 * stored.
 */
final class Renewals {

  private Renewals() {}

  static void tell(Line line, MessageServices services, KeyWork work) {
    Set<Jid> renewed = work.renewed();
    if (renewed.isEmpty()) {
      return;
    }
    line.run(() -> services.lids().phonesOf(line.account(), renewed))
        .otherwise(Map.of())
        .onSuccess(
            phones ->
                renewed.stream()
                    .filter(who -> !line.own().is(who))
                    .forEach(who -> tell(line, services, who, phones)));
  }

  private static void tell(Line line, MessageServices services, Jid who, Map<Jid, Jid> phones) {
    var party = Party.of(who, Optional.ofNullable(phones.get(who)), null);
    line.report(
        new Fact.Happened(
            line.account(),
            line.now(),
            AccountId.random(services.random()).value(),
            new Event.IdentityChanged(party, line.now())));
  }
}
