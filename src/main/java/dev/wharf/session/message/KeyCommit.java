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
 * Stores what a piece of work did to the keys. People whose keys it found renewed, set up anew or
 * somebody else's, are promised in the same transaction, and told once that is stored.
 */
final class KeyCommit {

  private final Line line;
  private final MessageServices services;
  private final KeyWork work;
  private final List<Fact.Happened> renewals;

  private KeyCommit(
      Line line, MessageServices services, KeyWork work, List<Fact.Happened> renewals) {
    this.line = line;
    this.services = services;
    this.work = work;
    this.renewals = renewals;
  }

  /** Of work that is done. */
  static Future<KeyCommit> of(Line line, MessageServices services, KeyWork work) {
    Set<Jid> renewed = work.renewed();
    Future<Map<Jid, Jid>> phones =
        renewed.isEmpty()
            ? Future.succeededFuture(Map.of())
            : line.run(() -> services.lids().phonesOf(line.account(), renewed)).otherwise(Map.of());
    return phones.map(
        known ->
            new KeyCommit(
                line,
                services,
                work,
                renewed.stream()
                    .filter(who -> !line.own().is(who))
                    .map(who -> news(line, services, who, known))
                    .toList()));
  }

  /** Where nothing else is to be stored. */
  static Future<Void> alone(Line line, MessageServices services, KeyWork work) {
    return of(line, services, work)
        .compose(
            keys ->
                line.run(() -> services.commits().run(keys::in)).onSuccess(done -> keys.stored()));
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

  /** The writes, in somebody's transaction; they do not wait for each other. */
  Uni<Void> in(SqlConnection tx) {
    Uni<Void> saved = services.ratchets().save(tx, line.account(), work.changes());
    return renewals.isEmpty()
        ? saved
        : Uni.combine().all().unis(saved, services.eventLog().promise(tx, drafts())).discardItems();
  }

  private List<EventLog.Draft> drafts() {
    return renewals.stream()
        .map(one -> new EventLog.Draft(one.eventId(), one.account(), one.at(), one.event()))
        .toList();
  }

  /** That transaction is stored. */
  void stored() {
    work.stored();
    renewals.forEach(line::report);
  }
}
