package dev.wharf.session.sync;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Follows the collections that hold names (messaging.md 10.2). What is behind stays behind in the
 * store until it was caught up with, so that a link that ends in between costs nothing.
 */
final class AppStateSync {

  private static final Logger LOG = Logger.getLogger(AppStateSync.class);

  static final Set<String> FOLLOWED = Set.of("critical_block", "critical_unblock_low");

  /** Parts of one collection in one go; a server that always has more would keep us for ever. */
  private static final int MOST_ROUNDS = 200;

  private final Line line;
  private final OwnDevices own;
  private final AppStateStore store;
  private final CollectionReader reader;
  private final Lane order = new Lane();
  private final Set<Opaque> askedFor = new HashSet<>();

  AppStateSync(Line line, OwnDevices own, SyncServices services, Household household) {
    this.line = line;
    this.own = own;
    this.store = services.appState();
    this.reader = new CollectionReader(line, services, household);
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
    return ours.isEmpty()
        ? Future.succeededFuture()
        : line.run(() -> store.fallBehind(account(), ours));
  }

  /** Reads whatever is behind. Completes, always well, when there is nothing more to be done. */
  Future<Void> catchUp() {
    return order
        .run(
            () ->
                line.run(() -> store.load(account()))
                    .compose(
                        all -> {
                          var behind = new HashMap<String, CollectionState>();
                          all.values().stream()
                              .filter(Followed::behind)
                              .map(Followed::state)
                              .filter(state -> FOLLOWED.contains(state.name()))
                              .forEach(state -> behind.put(state.name(), state));
                          return round(behind, new HashSet<>(), 0);
                        }))
        .recover(
            failure -> {
              LOG.warnf(
                  "app state left to the next login accountId=%s cause=%s",
                  account(), failure.toString());
              return Future.succeededFuture();
            });
  }

  /**
   * One question for all that is behind, then one for what is still.
   *
   * @param restarted those that were begun anew already
   */
  private Future<Void> round(
      Map<String, CollectionState> behind, Set<String> restarted, int number) {
    if (behind.isEmpty() || !line.isOpen() || number == MOST_ROUNDS) {
      return Future.succeededFuture();
    }
    List<Wanted> wanted =
        behind.values().stream()
            .map(it -> new Wanted(it.name(), it.version(), java.util.Optional.empty()))
            .toList();
    return line.ask(id -> AppStateStanzas.sync(id, wanted))
        .map(AppStateStanzas::read)
        .compose(
            collections -> {
              var left = new HashMap<String, CollectionState>();
              Future<Void> done = Future.succeededFuture();
              for (Collected one : collections) {
                CollectionState state = behind.get(one.name());
                if (state != null) {
                  done =
                      done.compose(before -> read(state, one))
                          .compose(step -> settle(one, step, restarted, left));
                }
              }
              return done.compose(all -> round(left, restarted, number + 1));
            });
  }

  private Future<CollectionReader.Step> read(CollectionState state, Collected collected) {
    if (collected.error().isPresent()) {
      return Future.succeededFuture(
          new CollectionReader.Unreadable("server error " + collected.error().getAsInt()));
    }
    return reader.read(state, collected);
  }

  private Future<Void> settle(
      Collected collected,
      CollectionReader.Step step,
      Set<String> restarted,
      Map<String, CollectionState> left) {
    String name = collected.name();
    return switch (step) {
      case CollectionReader.Read(var state) -> {
        if (collected.hasMore()) {
          left.put(name, state);
          yield Future.succeededFuture();
        }
        LOG.debugf(
            "app state read accountId=%s collection=%s version=%d",
            account(), name, state.version());
        yield line.run(() -> store.caughtUp(account(), name));
      }
      case CollectionReader.KeysMissing(var ids) -> askForKeys(name, ids);
      case CollectionReader.Unreadable(var why) when restarted.add(name) -> {
        LOG.warnf(
            "app state is read anew accountId=%s collection=%s cause=%s", account(), name, why);
        left.put(name, CollectionState.empty(name));
        yield line.run(() -> store.restart(account(), name));
      }
      case CollectionReader.Unreadable(var why) -> {
        LOG.warnf("app state given up accountId=%s collection=%s cause=%s", account(), name, why);
        yield line.run(() -> store.caughtUp(account(), name));
      }
    };
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
      done = done.compose(before -> line.run(() -> store.caughtUp(account(), name)));
    }
    return done;
  }
}
