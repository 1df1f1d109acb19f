package dev.wharf.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account as REST and push show it: what the operator entered, what they want, and where it
 * stands. Its JSON is flat.
 *
 * @param presence null leaves it to the setting of the process
 * @param wanted whether the operator wants it connected
 * @param paired whether it is a companion device of a phone
 */
public record AccountView(
    AccountId id,
    String name,
    @Nullable String tenant,
    @Nullable String externalId,
    Map<String, Object> metadata,
    @Nullable Presence presence,
    boolean wanted,
    boolean paired,
    Instant createdAt,
    @JsonUnwrapped Standing standing,
    @JsonUnwrapped PairedIdentity identity) {}
