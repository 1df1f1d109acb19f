package dev.wharf.directory;

import dev.wharf.identity.Jid;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A change of a group with its circumstances.
 *
 * @param by who did it, if that was told
 * @param self the account's own addresses, in both namespaces as far as known: whoever removes them
 *     ends the membership
 * @param at when it happened, as WhatsApp says
 */
public record GroupNotice(
    Jid group, GroupDelta delta, Optional<Jid> by, Set<Jid> self, Instant at) {}
