package dev.wharf.api;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.AccountView;
import dev.wharf.event.Status;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this process says of itself. */
@Singleton
public class ServerFacts {

  private final HttpServer server;
  private final AccountBoard board;
  private final Clock clock;
  private final String host;
  private final Instant startedAt;

  ServerFacts(
      HttpServer server,
      AccountBoard board,
      Clock clock,
      @ConfigProperty(name = "quarkus.http.host") String host) {
    this.server = server;
    this.board = board;
    this.clock = clock;
    this.host = host;
    this.startedAt = clock.instant();
  }

  /** Only makes sure that this bean is as old as the process. */
  void start(@Observes StartupEvent ignored) {}

  /** The port that it listens on, also where it was left to the system to choose one. */
  public int port() {
    return server.getPort();
  }

  public String host() {
    return host;
  }

  public Duration uptime() {
    return Duration.between(startedAt, clock.instant());
  }

  /** How many accounts have each status; all statuses, in their order. */
  public Map<String, Integer> accounts() {
    var counts = new EnumMap<Status, Integer>(Status.class);
    for (AccountView account : board.all()) {
      counts.merge(account.standing().status(), 1, Integer::sum);
    }
    var shown = new LinkedHashMap<String, Integer>();
    for (Status status : Status.values()) {
      shown.put(status.word(), counts.getOrDefault(status, 0));
    }
    return shown;
  }
}
