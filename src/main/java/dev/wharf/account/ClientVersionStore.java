package dev.wharf.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The last client version that worked, so that a restart does not go back behind it. */
@ApplicationScoped
public class ClientVersionStore {

  private static final String LOAD = "select version, source, since from client_version";
  private static final String SAVE =
      "insert into client_version (version, source, since) values ($1, $2, $3)"
          + " on conflict (only_row) do update set version = excluded.version,"
          + " source = excluded.source, since = excluded.since";

  private final Pool pool;

  ClientVersionStore(Pool pool) {
    this.pool = pool;
  }

  /** A version that was adopted. */
  public record Adopted(String version, String source, Instant since) {}

  public Uni<Optional<Adopted>> load() {
    return pool.query(LOAD)
        .execute()
        .map(
            rows -> {
              for (var row : rows) {
                return Optional.of(
                    new Adopted(
                        row.getString("version"),
                        row.getString("source"),
                        row.getOffsetDateTime("since").toInstant()));
              }
              return Optional.empty();
            });
  }

  public Uni<Void> save(Adopted adopted) {
    OffsetDateTime since = adopted.since().atOffset(ZoneOffset.UTC);
    return pool.preparedQuery(SAVE)
        .execute(Tuple.of(adopted.version(), adopted.source(), since))
        .replaceWithVoid();
  }
}
