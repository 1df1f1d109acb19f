package dev.wharf.api.health;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Turns work that must end in time into the answer of a probe. */
final class Probes {

  static final Duration PATIENCE = Duration.ofSeconds(2);

  private Probes() {}

  static Uni<HealthCheckResponse> inTime(String name, Uni<?> work) {
    return work.ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(done -> HealthCheckResponse.up(name))
        .onFailure()
        .recoverWithItem(() -> HealthCheckResponse.down(name));
  }
}
