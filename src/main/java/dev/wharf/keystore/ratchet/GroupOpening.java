package dev.wharf.keystore.ratchet;

import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SkippedKey;
import java.util.Optional;

/** What it takes to open one message of a sender to a group. */
public record GroupOpening(SenderKeys keys, Optional<SkippedKey> skipped) {}
