package dev.wharf.api.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to be asked: without its database Wharf can change nothing. */
@Readiness
@ApplicationScoped
class DatabaseAnswers implements AsyncHealthCheck {

  private final Pool pool;

  DatabaseAnswers(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Probes.inTime("database", pool.query("select 1").execute());
  }
}
