package dev.wharf.session.sync;

import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.appstate.AppState;
import dev.wharf.protocol.appstate.BlobRef;
import dev.wharf.protocol.appstate.CollectionState;
import dev.wharf.protocol.appstate.Patch;
import dev.wharf.protocol.appstate.Snapshot;
import dev.wharf.protocol.stanza.chat.AppStateStanzas.Collected;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what the server has of a collection, step by step. A step is learned from before it is
 * stored: after a crash it is done again, and tells nothing new.
 */
final class CollectionReader {

  /** How far that went. */
  sealed interface Step {}

  record Read(CollectionState state) implements Step {}

  record KeysMissing(Set<Opaque> ids) implements Step {}

  record Unreadable(String why) implements Step {}

  /** A part of it lies on the media servers, and could not be had. */
  record Unfetched(BlobTrouble.Kind why) implements Step {}

  private final Line line;
  private final AppStateStore store;
  private final Blobs blobs;
  private final Household household;

  CollectionReader(Line line, SyncServices services, Household household) {
    this.line = line;
    this.store = services.appState();
    this.blobs = services.blobs();
    this.household = household;
  }

  Future<Step> read(CollectionState from, Collected collected) {
    Future<Step> done =
        collected
            .snapshot()
            .map(this::snapshot)
            .map(it -> it.compose(snapshot -> load(from.name(), snapshot)))
            .orElseGet(() -> Future.succeededFuture(new Read(from)));
    for (byte[] patch : collected.patches()) {
      done =
          done.compose(
              step ->
                  step instanceof Read(var state)
                      ? patch(state, patch)
                      : Future.succeededFuture(step));
    }
    return done.recover(CollectionReader::unreadable);
  }

  private static Future<Step> unreadable(Throwable failure) {
    return switch (failure) {
      case ProtocolFault fault ->
          Future.succeededFuture(new Unreadable(fault.path() + " " + fault.kind()));
      case BlobTrouble trouble -> Future.succeededFuture(new Unfetched(trouble.kind()));
      default -> Future.failedFuture(failure);
    };
  }

  private Future<Snapshot> snapshot(byte[] reference) {
    return away(() -> BlobRef.parse(reference))
        .compose(blob -> blobs.appState(line, blob))
        .compose(bytes -> file(() -> Snapshot.parse(bytes)));
  }

  private Future<Step> load(String name, Snapshot snapshot) {
    return line.run(() -> store.keys(line.account(), snapshot.keyIds()))
        .compose(keys -> away(() -> AppState.load(name, snapshot, keys)))
        .compose(outcome -> take(outcome, true));
  }

  private Future<Step> patch(CollectionState state, byte[] bytes) {
    return away(() -> Patch.parse(bytes, state.version() + 1))
        .compose(this::whole)
        .compose(
            patch ->
                patch.version() <= state.version()
                    ? Future.succeededFuture(new Read(state))
                    : apply(state, patch));
  }

  private Future<Patch> whole(Patch patch) {
    Optional<BlobRef> outside = patch.external();
    return outside.isEmpty()
        ? Future.succeededFuture(patch)
        : blobs
            .appState(line, outside.get())
            .compose(mutations -> file(() -> patch.with(mutations)));
  }

  /** What is in a file; one that is nonsense is as bad as none. */
  private <T> Future<T> file(Supplier<T> parsing) {
    return away(parsing).recover(failure -> Future.failedFuture(BlobTrouble.of(failure)));
  }

  private Future<Step> apply(CollectionState state, Patch patch) {
    return line.run(
            () ->
                Uni.combine()
                    .all()
                    .unis(
                        store.keys(line.account(), patch.keyIds()),
                        store.entries(line.account(), state.name(), patch.indexMacs()))
                    .asTuple())
        .compose(
            found -> away(() -> AppState.apply(state, patch, found.getItem2(), found.getItem1())))
        .compose(outcome -> take(outcome, false));
  }

  private Future<Step> take(AppState.Outcome outcome, boolean whole) {
    return switch (outcome) {
      case AppState.Outcome.KeysMissing(var ids) -> Future.succeededFuture(new KeysMissing(ids));
      case AppState.Outcome.Applied applied ->
          household
              .learn(Learned.ofChanges(applied.mutations()))
              .compose(learned -> line.run(() -> store.moved(line.account(), applied, whole)))
              .map(new Read(applied.state()));
    };
  }

  /** A patch of a large address book is a tenth of a second of work. */
  private <T> Future<T> away(Supplier<T> work) {
    return line.run(
        () -> Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
