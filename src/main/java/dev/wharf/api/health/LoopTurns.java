package dev.wharf.api.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: an event loop takes up new work in time. One that does not is stuck for good. */
@Liveness
@ApplicationScoped
class LoopTurns implements AsyncHealthCheck {

  private final Vertx vertx;

  LoopTurns(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    Uni<Boolean> turn =
        Uni.createFrom()
            .emitter(
                emitter ->
                    vertx.getOrCreateContext().runOnContext(ignored -> emitter.complete(true)));
    return Probes.inTime("event loop", turn);
  }
}
