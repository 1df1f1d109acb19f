package dev.wharf.protocol.signal;

import java.util.OptionalInt;

/**
 * Which of the peer's pre-keys a ratchet was started with: told with every message until it
 * answers.
 */
record Announcement(int signedPreKeyId, OptionalInt preKeyId) {}
