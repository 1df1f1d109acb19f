package dev.wharf.session.message;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.keystore.appstate.Untaken;
import dev.wharf.messaging.Errands;
import dev.wharf.messaging.MissingMessages;
import dev.wharf.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What was left to do when an account comes online. Mostly it is nothing, so one question finds
 * that out, and not one for each kind.
 *
 * @param messages wait to leave
 * @param missing are messages for which the phone is to be asked
 * @param errands wait to be done
 * @param notes of what the phone told wait to be taken in
 * @param appState is behind what the server has
 * @param collections of the app state that are known of
 */
public record LeftOver(
    boolean messages,
    boolean missing,
    boolean errands,
    boolean notes,
    boolean appState,
    long collections) {

  private static final String FIND =
      "select %s, %s, %s, %s, %s, %s"
          .formatted(
              Outbox.ANY,
              MissingMessages.ANY,
              Errands.ANY,
              Untaken.ANY,
              AppStateStore.ANY_BEHIND,
              AppStateStore.COLLECTIONS);

  /** For who could not find out. */
  static final LeftOver ANYTHING = new LeftOver(true, true, true, true, true, 0);

  /** Of accounts that are about to come online. */
  public record Finder(Pool pool) {
    Uni<LeftOver> of(AccountId account) {
      return pool.preparedQuery(FIND)
          .execute(Tuple.of(account.value()))
          .map(rows -> LeftOver.of(rows.iterator().next()));
    }
  }

  private static LeftOver of(Row row) {
    return new LeftOver(
        row.getBoolean(0),
        row.getBoolean(1),
        row.getBoolean(2),
        row.getBoolean(3),
        row.getBoolean(4),
        row.getLong(5));
  }
}
