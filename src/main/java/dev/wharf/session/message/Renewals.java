package dev.wharf.session.message;

import dev.wharf.account.Fact;
import dev.wharf.event.Event;
import dev.wharf.event.EventLog;
import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has other keys than before: set up anew, or somebody else. Promised with the keys, and told
 * once those are stored.
 */
record Renewals(List<Fact.Happened> news) {

  /** Of the people whose keys this work found renewed, but not of ourselves. */
  static Future<Renewals> of(Line line, MessageServices services, KeyWork work) {
    Set<Jid> renewed = work.renewed();
    if (renewed.isEmpty()) {
      return Future.succeededFuture(new Renewals(List.of()));
    }
    return line.run(() -> services.lids().phonesOf(line.account(), renewed))
        .otherwise(Map.of())
        .map(
            phones ->
                new Renewals(
                    renewed.stream()
                        .filter(who -> !line.own().is(who))
                        .map(who -> news(line, services, who, phones))
                        .toList()));
  }

  private static Fact.Happened news(
      Line line, MessageServices services, Jid who, Map<Jid, Jid> phones) {
    var party = Party.of(who, Optional.ofNullable(phones.get(who)), null);
    return new Fact.Happened(
        line.account(),
        line.now(),
        AccountId.random(services.random()).value(),
        new Event.IdentityChanged(party, line.now()));
  }

  Uni<Void> promise(SqlConnection tx, MessageServices services) {
    return services
        .eventLog()
        .promise(
            tx,
            news.stream()
                .map(one -> new EventLog.Draft(one.eventId(), one.account(), one.at(), one.event()))
                .toList());
  }

  void tell(Line line) {
    news.forEach(line::report);
  }
}
