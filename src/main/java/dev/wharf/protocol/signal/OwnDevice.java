package dev.wharf.protocol.signal;

import dev.wharf.protocol.KeyPair;

/** Who we are to every peer. */
public record OwnDevice(KeyPair identity, int registrationId) {}
