package dev.wharf.api.account;

import dev.wharf.event.AccountView;
import dev.wharf.event.Presence;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An account, flat: the same JSON as in the push. */
@Schema(name = "Account", description = "One WhatsApp account served here.")
public record AccountBody(
    @Schema(examples = "0b6f1d0e-2a54-4a55-9f0c-3f7f4a1d2c3b") String id,
    @Schema(examples = "Support Berlin") String name,
    @Schema(nullable = true, examples = "acme") @Nullable String tenant,
    @Schema(nullable = true, description = "Your own id of it, unique within the tenant.")
        @Nullable String externalId,
    @Schema(description = "Whatever you like to keep with it.") Map<String, Object> metadata,
    @Schema(
            nullable = true,
            description =
                "Whether others see it as there; null leaves that to wharf.whatsapp.presence.")
        @Nullable Presence presence,
    @Schema(description = "The short word to filter on.") Status status,
    @Schema(description = "Exactly where it is.", examples = "online") String state,
    @Schema(description = "Since when it is in this state.") Instant since,
    @Schema(nullable = true, description = "Why it is there, where there is a reason.")
        @Nullable Reason reason,
    @Schema(nullable = true, description = "When a cooldown, ban or deadline ends.")
        @Nullable Instant until,
    @Schema(nullable = true, description = "When the next connect is tried.")
        @Nullable Instant nextRetryAt,
    @Schema(nullable = true, description = "Reconnect attempts so far.") @Nullable Integer attempt,
    @Schema(
            nullable = true,
            description = "E.164; known whenever the status is active.",
            examples = "+5511987654321")
        @Nullable String phoneNumber,
    @Schema(nullable = true, description = "The hidden id.", examples = "123456789012345@lid")
        @Nullable String lid,
    @Schema(nullable = true) @Nullable String pushName,
    @Schema(nullable = true) @Nullable String platform,
    @Schema(description = "Whether you want it connected.") boolean wanted,
    @Schema(description = "Whether it is a companion device of a phone.") boolean paired,
    Instant createdAt) {

  static AccountBody of(AccountView view) {
    var standing = view.standing();
    var identity = view.identity();
    return new AccountBody(
        view.id().toString(),
        view.name(),
        view.tenant(),
        view.externalId(),
        view.metadata(),
        view.presence(),
        standing.status(),
        standing.state(),
        standing.since(),
        standing.reason(),
        standing.until(),
        standing.nextRetryAt(),
        standing.attempt(),
        identity.phoneNumber(),
        identity.lid(),
        identity.pushName(),
        identity.platform(),
        view.wanted(),
        view.paired(),
        view.createdAt());
  }
}
