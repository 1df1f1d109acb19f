package dev.wharf;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Each connection parses and plans a statement once, however long its text is. By itself the client
 * does so only up to 2,048 characters, and asks for everything longer each time anew: one more
 * round trip, and milliseconds of the database's time.
 */
@Singleton
class StatementCache implements PgPoolCreator {

  private static final int LONGEST = 32_768;

  @Override
  public Pool create(Input input) {
    var servers = input.pgConnectOptionsList();
    servers.forEach(
        server -> server.setPreparedStatementCacheSqlFilter(sql -> sql.length() <= LONGEST));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.copyOf(servers))
        .using(input.vertx())
        .build();
  }
}
