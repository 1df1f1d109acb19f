package dev.wharf.session.sync;

import dev.wharf.account.Fact;
import dev.wharf.event.Action;
import dev.wharf.identity.AccountId;
import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.keystore.appstate.Followed;
import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.CollectionState;
import dev.wharf.protocol.stanza.chat.AppStateStanzas;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Collected;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Wanted;
import dev.wharf.session.message.Lane;
import dev.wharf.session.message.Line;
import dev.wharf.session.message.OwnDevices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the collections that hold names (messaging.md 10.2). What is behind stays behind in the
 * store until it was caught up with, so that a link that ends in between costs nothing.
 */
final class AppStateSync {

  private static final Logger LOG = Logger.getLogger(AppStateSync.class);

  static final Set<String> FOLLOWED = Set.of("critical_block", "critical_unblock_low");

  /** When it is tried again after it failed; after the last of them, at the next login. */
  static final List<Duration> RESTS =
      List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1));

  /** Parts of one collection in one go; a server that always has more would keep us for ever. */
  private static final int MOST_ROUNDS = 200;

  private final Line line;
  private final OwnDevices own;
  private final AppStateStore store;
  private final CollectionReader reader;
  private final Behind behind;
  private final Lane order = new Lane();
  private final Set<Opaque> askedFor = new HashSet<>();
  private final Set<String> troubled = new HashSet<>();
  private int failures;

  AppStateSync(Line line, OwnDevices own, SyncServices services, Household household) {
    this.line = line;
    this.own = own;
    this.store = services.appState();
    this.reader = new CollectionReader(line, services, household);
    this.behind = new Behind(line, store);
  }

  /** One reading of everything that is behind. */
  private static final class Reading {
    final Map<String, CollectionState> wanted = new HashMap<>();

    /** How often more was heard of each when the server was asked. */
    final Map<String, Integer> heard = new HashMap<>();

    /** Those that were begun anew already. */
    final Set<String> restarted = new HashSet<>();

    boolean failed;
  }

  private AccountId account() {
    return line.account();
  }

  /** Those that this account has never heard of. */
  Future<Set<String>> unheardOf() {
    return line.run(() -> store.load(account()))
        .map(
            known ->
                FOLLOWED.stream()
                    .filter(name -> !known.containsKey(name))
                    .collect(Collectors.toSet()));
  }

  /** There is more of these; completes when that is remembered. */
  Future<Void> fellBehind(Collection<String> names) {
    var ours = names.stream().filter(FOLLOWED::contains).toList();
    return ours.isEmpty() ? Future.succeededFuture() : behind.fell(ours);
  }

  /** Reads whatever is behind. Completes, always well, when there is nothing more to be done. */
  Future<Void> catchUp() {
    return order
        .run(
            () ->
                line.run(() -> store.load(account()))
                    .compose(
                        all -> {
                          var reading = new Reading();
                          all.values().stream()
                              .filter(Followed::behind)
                              .map(Followed::state)
                              .filter(state -> FOLLOWED.contains(state.name()))
                              .forEach(state -> reading.wanted.put(state.name(), state));
                          return round(reading, 0).map(done -> reading.failed);
                        }))
        .recover(
            failure -> {
              if (line.isOpen()) {
                LOG.warnf(
                    "app state not read accountId=%s cause=%s", account(), Causes.of(failure));
              }
              return Future.succeededFuture(true);
            })
        .map(
            failed -> {
              tryAgain(failed);
              return null;
            });
  }

  private void tryAgain(boolean failed) {
    if (failed && failures < RESTS.size()) {
      line.after(RESTS.get(failures++), this::catchUp);
    } else if (!failed) {
      failures = 0;
    }
  }

  /** One question for all that is behind, then one for what is still. */
  private Future<Void> round(Reading reading, int number) {
    if (reading.wanted.isEmpty() || !line.isOpen() || number == MOST_ROUNDS) {
      return Future.succeededFuture();
    }
    var asked = Map.copyOf(reading.wanted);
    asked.keySet().forEach(name -> reading.heard.put(name, behind.heard(name)));
    List<Wanted> wanted =
        asked.values().stream()
            .map(it -> new Wanted(it.name(), it.version(), Optional.empty()))
            .toList();
    return line.ask(id -> AppStateStanzas.sync(id, wanted))
        .map(AppStateStanzas::read)
        .compose(
            collections -> {
              reading.wanted.clear();
              Future<Void> done = Future.succeededFuture();
              for (Collected one : collections) {
                CollectionState state = asked.get(one.name());
                if (state != null) {
                  done =
                      done.compose(before -> read(state, one))
                          .compose(step -> settle(one, step, reading));
                }
              }
              return done.compose(all -> round(reading, number + 1));
            });
  }

  private Future<CollectionReader.Step> read(CollectionState state, Collected collected) {
    if (collected.error().isPresent()) {
      return Future.succeededFuture(
          new CollectionReader.Unreadable("server error " + collected.error().getAsInt()));
    }
    return reader.read(state, collected);
  }

  private Future<Void> settle(Collected collected, CollectionReader.Step step, Reading reading) {
    String name = collected.name();
    return switch (step) {
      case CollectionReader.Read(var state) -> {
        if (collected.hasMore()) {
          reading.wanted.put(name, state);
          yield Future.succeededFuture();
        }
        LOG.debugf(
            "app state read accountId=%s collection=%s version=%d",
            account(), name, state.version());
        troubled.remove(name);
        yield behind
            .caughtUp(name, reading.heard.getOrDefault(name, 0))
            .onSuccess(
                all -> {
                  if (!all) {
                    reading.wanted.put(name, state);
                  }
                })
            .mapEmpty();
      }
      case CollectionReader.KeysMissing(var ids) -> askForKeys(name, ids);
      case CollectionReader.Unreadable(var why) ->
          reading.restarted.add(name) ? restart(name, why, reading) : giveUp(name, why, reading);
      case CollectionReader.Unfetched(var why) ->
          // From the beginning, the server may have it elsewhere, or without a file.
          why.isOfTheFile() && reading.restarted.add(name)
              ? restart(name, why.word(), reading)
              : leave(name, why, reading);
    };
  }

  private Future<Void> restart(String name, String why, Reading reading) {
    LOG.warnf("app state is read anew accountId=%s collection=%s cause=%s", account(), name, why);
    reading.wanted.put(name, CollectionState.empty(name));
    return line.run(() -> store.restart(account(), name));
  }

  private Future<Void> giveUp(String name, String why, Reading reading) {
    LOG.warnf("app state given up accountId=%s collection=%s cause=%s", account(), name, why);
    tell(name, "app_state_unreadable", "It is left alone until it changes.", null);
    return behind.caughtUp(name, reading.heard.getOrDefault(name, 0)).mapEmpty();
  }

  /** It stays behind. That a link ended meanwhile is nobody's trouble: the next one reads it. */
  private Future<Void> leave(String name, BlobTrouble.Kind why, Reading reading) {
    if (!line.isOpen()) {
      return Future.succeededFuture();
    }
    LOG.warnf(
        "app state file not fetched accountId=%s collection=%s failures=%d cause=%s",
        account(), name, failures + 1, why.word());
    reading.failed = true;
    if (why != BlobTrouble.Kind.OFFLINE) {
      String next = "The file that holds it could not be had (" + why.word() + "). It is tried ";
      tell(name, "app_state_unavailable", next + "again.", Action.WAIT);
    }
    return Future.succeededFuture();
  }

  /** Once, until it could be read. */
  private void tell(String name, String code, String sequel, @Nullable Action action) {
    if (troubled.add(name)) {
      String message = "Names that the phone keeps (%s) could not be read. %s";
      line.report(
          new Fact.Trouble(account(), line.now(), code, message.formatted(name, sequel), action));
    }
  }

  /** The collection stays behind until the phone answers; each key is asked for once a link. */
  private Future<Void> askForKeys(String name, Set<Opaque> ids) {
    var news = ids.stream().filter(askedFor::add).toList();
    LOG.infof(
        "app state key missing accountId=%s collection=%s keys=%d asked=%d",
        account(), name, ids.size(), news.size());
    return news.isEmpty()
        ? Future.succeededFuture()
        : own.tellPhone(new Control.KeyRequest(news)).mapEmpty();
  }

  /** The phone has no such keys: what needs them cannot be read. */
  Future<Void> withoutKeys(Collection<Opaque> ids) {
    if (ids.stream().noneMatch(askedFor::contains)) {
      return Future.succeededFuture();
    }
    LOG.warnf("app state given up accountId=%s cause=the phone has no such key", account());
    Future<Void> done = Future.succeededFuture();
    for (String name : FOLLOWED) {
      done = done.compose(before -> behind.caughtUp(name, behind.heard(name)).mapEmpty());
    }
    return done;
  }
}
