package dev.wharf.session.sync;

import dev.wharf.account.Fact;
import dev.wharf.directory.ContactFact;
import dev.wharf.event.PairedIdentity;
import dev.wharf.identity.Jid;
import dev.wharf.session.message.Line;
import dev.wharf.session.message.OwnDevices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in what was learned of people, and tells what is new of it. Done again, it tells nothing.
 */
final class Household {

  /** A phone may know tens of thousands. */
  private static final int CHUNK = 500;

  private final Line line;
  private final OwnDevices own;
  private final SyncServices services;
  private final PresenceDesk presence;

  Household(Line line, OwnDevices own, SyncServices services, PresenceDesk presence) {
    this.line = line;
    this.own = own;
    this.services = services;
    this.presence = presence;
  }

  /** Completes when it is stored. Addresses first: names are then filed under the hidden ids. */
  Future<Void> learn(Learned learned) {
    return learned
        .ownName()
        .map(this::named)
        .orElseGet(Future::succeededFuture)
        .compose(done -> pairs(learned.phonesByLid()))
        .compose(done -> names(learned.names()))
        .compose(done -> salt(learned));
  }

  private Future<Void> salt(Learned learned) {
    return learned
        .tokenSalt()
        .filter(salt -> salt.bytes().length > 0)
        .map(salt -> own.salted(salt.bytes()))
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> named(String name) {
    var told = new PairedIdentity(null, null, name, null);
    return line.stored(new Fact.Identified(line.account(), line.now(), told, true))
        .onSuccess(
            done -> {
              if (line.isOpen()) {
                presence.named(name);
              }
            });
  }

  Future<Void> pairs(Map<Jid, Jid> phonesByLid) {
    Future<Void> done = Future.succeededFuture();
    var part = new HashMap<Jid, Jid>();
    for (var pair : phonesByLid.entrySet()) {
      part.put(pair.getKey(), pair.getValue());
      if (part.size() == CHUNK) {
        var full = Map.copyOf(part);
        part.clear();
        done = done.compose(before -> own.learn(full));
      }
    }
    return done.compose(before -> own.learn(Map.copyOf(part)));
  }

  private Future<Void> names(List<ContactFact> names) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < names.size(); from += CHUNK) {
      var part = new ArrayList<>(names.subList(from, Math.min(names.size(), from + CHUNK)));
      done =
          done.compose(
              before ->
                  line.run(() -> services.contacts().learn(line.account(), part))
                      .onSuccess(line::tellNews)
                      .mapEmpty());
    }
    return done;
  }
}
