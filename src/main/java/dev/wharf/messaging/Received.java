package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that came, or that the account sent from another device ({@code fromMe}).
 *
 * @param chatOther the chat in the other namespace
 * @param at when it was sent, as the server says
 * @param payload protobuf, unpadded, without what is around it
 */
public record Received(
    AccountId account,
    MessageId id,
    Jid chat,
    Optional<Jid> chatOther,
    Jid sender,
    Optional<Jid> senderOther,
    boolean fromMe,
    Instant at,
    @Nullable String pushName,
    byte[] payload) {}
