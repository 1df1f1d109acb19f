package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that came and could not be read.
 *
 * @param reason one word
 */
public record Unread(
    AccountId account,
    MessageId id,
    Jid chat,
    Optional<Jid> chatOther,
    Jid sender,
    Optional<Jid> senderOther,
    boolean fromMe,
    Instant at,
    @Nullable String pushName,
    String reason) {}
