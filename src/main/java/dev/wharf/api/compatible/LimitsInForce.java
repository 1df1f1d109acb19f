package dev.wharf.api.compatible;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The session's settings that such services show, as they are in force. */
@Singleton
class LimitsInForce {

  private final TenantDiagnostics.Limits limits;

  LimitsInForce(
      @ConfigProperty(name = "wharf.whatsapp.reconnect.attempts") int attempts,
      @ConfigProperty(name = "wharf.whatsapp.reconnect.base") Duration base,
      @ConfigProperty(name = "wharf.whatsapp.reconnect.cap") Duration cap,
      @ConfigProperty(name = "wharf.whatsapp.connect-timeout") Duration connect,
      @ConfigProperty(name = "wharf.whatsapp.query-timeout") Duration query) {
    limits =
        new TenantDiagnostics.Limits(
            attempts, base.toMillis(), cap.toMillis(), connect.toMillis(), query.toMillis());
  }

  TenantDiagnostics.Limits shown() {
    return limits;
  }
}
