package dev.wharf.api.compatible;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What such services tell of a session; our own diagnosis of an account says much more. */
@JsonPropertyOrder({"tenant_id", "timestamp", "session", "filesystem", "config", "server"})
@Schema(name = "CompatibleDiagnostics", description = "A diagnosis in older words.")
public record TenantDiagnostics(
    @JsonProperty("tenant_id") String tenantId,
    Instant timestamp,
    Session session,
    Filesystem filesystem,
    Limits config,
    Server server) {

  /** The session. */
  @JsonPropertyOrder({
    "exists",
    "connected",
    "has_socket",
    "has_qr_data",
    "starting",
    "push_name",
    "reconnect_attempts"
  })
  @Schema(name = "CompatibleSession")
  public record Session(
      boolean exists,
      boolean connected,
      @JsonProperty("has_socket") boolean hasSocket,
      @JsonProperty("has_qr_data") boolean hasQrData,
      boolean starting,
      @Schema(nullable = true) @JsonProperty("push_name") @Nullable String pushName,
      @JsonProperty("reconnect_attempts") int reconnectAttempts) {

    static Session of(TenantSession session) {
      return new Session(
          session.exists(),
          session.connected(),
          session.hasSocket(),
          session.showsQr(),
          session.starting(),
          session.pushName(),
          session.reconnectAttempts());
    }
  }

  /** There are no files: this answers for the key store. */
  @JsonPropertyOrder({"auth_path", "auth_path_exists", "qr_file_exists", "creds_file_exists"})
  @Schema(
      name = "CompatibleFilesystem",
      description = "There are no files: this answers for the key store in the database.")
  public record Filesystem(
      @Schema(description = "Names the store.", examples = KEY_STORE) @JsonProperty("auth_path")
          String authPath,
      @Schema(description = "Whether the store can be reached.") @JsonProperty("auth_path_exists")
          boolean authPathExists,
      @Schema(description = "Whether a QR code is showing.") @JsonProperty("qr_file_exists")
          boolean qrFileExists,
      @Schema(description = "Whether the account is paired.") @JsonProperty("creds_file_exists")
          boolean credsFileExists) {

    static final String KEY_STORE = "postgresql:credential";

    static Filesystem of(TenantSession session, boolean reachable) {
      return new Filesystem(
          KEY_STORE, reachable, session.showsQr(), reachable && session.account().paired());
    }
  }

  /** The timings in force. */
  @JsonPropertyOrder({
    "max_reconnect_attempts",
    "base_delay_ms",
    "max_delay_ms",
    "connect_timeout_ms",
    "query_timeout_ms"
  })
  @Schema(name = "CompatibleConfig", description = "The timings in force.")
  public record Limits(
      @Schema(examples = "20") @JsonProperty("max_reconnect_attempts") int maxReconnectAttempts,
      @Schema(examples = "5000") @JsonProperty("base_delay_ms") long baseDelayMs,
      @Schema(examples = "120000") @JsonProperty("max_delay_ms") long maxDelayMs,
      @Schema(examples = "30000") @JsonProperty("connect_timeout_ms") long connectTimeoutMs,
      @Schema(examples = "20000") @JsonProperty("query_timeout_ms") long queryTimeoutMs) {}

  /** The process. */
  @JsonPropertyOrder({"port", "host", "total_sessions", "uptime_seconds"})
  @Schema(name = "CompatibleServer")
  public record Server(
      int port,
      String host,
      @Schema(description = "Accounts that are not inactive.") @JsonProperty("total_sessions")
          int totalSessions,
      @JsonProperty("uptime_seconds") long uptimeSeconds) {}
}
