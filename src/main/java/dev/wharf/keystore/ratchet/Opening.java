package dev.wharf.keystore.ratchet;

import dev.wharf.protocol.signal.FoundKeys;

/** What it takes to open one message of a peer device. */
public record Opening(PeerKeys peer, FoundKeys found) {}
