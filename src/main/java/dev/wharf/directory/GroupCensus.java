package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Whether all groups of an account were ever asked for. From then on notifications keep them
 * current, so that nothing has to be asked at every login.
 */
@ApplicationScoped
public class GroupCensus {

  private static final String FIND =
      "select 1 from group_census where account_id = $1 and device = $2";

  private static final String PUT =
      "insert into group_census (account_id, device, asked_at) values ($1, $2, $3)"
          + " on conflict (account_id) do update"
          + " set device = excluded.device, asked_at = excluded.asked_at";

  private final Pool pool;

  GroupCensus(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param device our own: one that was paired anew has to ask
   */
  public Uni<Boolean> isTaken(AccountId account, Jid device) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), device.toString()))
        .map(rows -> rows.iterator().hasNext());
  }

  /** To be called when {@link Groups#replaceAll} is stored. */
  public Uni<Void> taken(AccountId account, Jid device, Instant at) {
    return pool.preparedQuery(PUT)
        .execute(Tuple.of(account.value(), device.toString(), at.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
