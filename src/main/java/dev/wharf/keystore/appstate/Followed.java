package dev.wharf.keystore.appstate;

import dev.wharf.protocol.appstate.CollectionState;

/**
 * A collection, as far as we followed it.
 *
 * @param behind whether there is more on the server, as far as is known
 */
public record Followed(CollectionState state, boolean behind) {}
