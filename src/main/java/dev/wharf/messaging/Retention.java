package dev.wharf.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Takes out what is kept no longer, a piece at a time so that nobody waits for it. */
@ApplicationScoped
class Retention {

  private static final int PIECE = 5_000;

  private static final String EMPTY =
      """
      with old as (
        select account_id, id from message
        where stored_at < $1 and state <> 0
          and (payload is not null or content is not null or effect is not null)
        limit $2)
      update message m set payload = null, content = null, effect = null, reactions = null,
        votes = null
      from old where m.account_id = old.account_id and m.id = old.id
      """;

  private static final String DROP_KEYS = "delete from message_key where at < $1";

  private final Pool pool;

  Retention(Pool pool) {
    this.pool = pool;
  }

  /**
   * @return how many messages lost what was in them
   */
  Uni<Long> emptyBefore(Instant limit) {
    return pool.preparedQuery(EMPTY)
        .execute(Tuple.of(Columns.time(limit), PIECE))
        .chain(
            rows ->
                rows.rowCount() < PIECE
                    ? Uni.createFrom().item((long) rows.rowCount())
                    : emptyBefore(limit).map(rest -> rest + rows.rowCount()));
  }

  Uni<Integer> dropKeysBefore(Instant limit) {
    return pool.preparedQuery(DROP_KEYS)
        .execute(Tuple.of(Columns.time(limit)))
        .map(rows -> rows.rowCount());
  }
}
