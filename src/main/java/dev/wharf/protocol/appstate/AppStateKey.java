package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of the app state, shared by the phone. The newest one seals what we write.
 *
 * @param id 6 bytes
 * @param data 32 bytes
 */
public record AppStateKey(Opaque id, Opaque data, Optional<Instant> at) {}
