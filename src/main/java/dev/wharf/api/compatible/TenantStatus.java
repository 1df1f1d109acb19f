package dev.wharf.api.compatible;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where an account stands, in the words of the services that integrators come from. */
@JsonPropertyOrder({
  "connected",
  "pushName",
  "hasQR",
  "hasSession",
  "hasSocket",
  "reconnectAttempts",
  "sessionState",
  "timestamp"
})
@Schema(name = "CompatibleStatus", description = "Where an account stands, in older words.")
public record TenantStatus(
    @Schema(description = "Whether the account is active.") boolean connected,
    @Schema(nullable = true, examples = "Business Name") @Nullable String pushName,
    @Schema(description = "Whether a QR code is showing.") boolean hasQR,
    @Schema(description = "Whether anything is done for the account: it is not inactive.")
        boolean hasSession,
    @Schema(description = "Whether a link is up that the server has answered on.")
        boolean hasSocket,
    int reconnectAttempts,
    @Schema(
            description =
                "connected: active. qr: a QR code is showing. connecting: warming, authenticating"
                    + " or reconnecting. disconnected: inactive, cooldown or banned.",
            enumeration = {"connected", "qr", "connecting", "disconnected"})
        String sessionState,
    @Schema(examples = "2025-12-27T23:55:00.000Z") Instant timestamp) {

  static TenantStatus of(TenantSession session) {
    return new TenantStatus(
        session.connected(),
        session.pushName(),
        session.showsQr(),
        session.exists(),
        session.hasSocket(),
        session.reconnectAttempts(),
        session.word(),
        session.at());
  }
}
