package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.api.ApiProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class StatementCacheIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLANNED =
      "select count(*) from pg_prepared_statements where statement = $1";

  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(ints = {10, 4_000, 30_000})
  void aStatementIsPlannedOnceAConnectionHoweverLongItIs(int length) {
    assertEquals(1, planned("select 1 /* %s */".formatted("x".repeat(length))));
  }

  @Test
  void whatIsMonstrousIsNotKept() {
    assertEquals(0, planned("select 1 /* %s */".formatted("x".repeat(40_000))));
  }

  private long planned(String sql) {
    return pool.withConnection(
            connection ->
                twice(connection, sql)
                    .chain(() -> connection.preparedQuery(PLANNED).execute(Tuple.of(sql))))
        .map(rows -> rows.iterator().next().getLong(0))
        .await()
        .atMost(PATIENCE);
  }

  private static Uni<?> twice(SqlConnection connection, String sql) {
    return connection
        .preparedQuery(sql)
        .execute()
        .chain(() -> connection.preparedQuery(sql).execute());
  }
}
