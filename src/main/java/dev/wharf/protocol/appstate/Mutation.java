package dev.wharf.protocol.appstate;

import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import java.util.List;

/**
 * One change, readable. {@link AppStateAction#of} says what it means.
 *
 * @param set or taken away
 * @param index names the entry: its kind, then what it is about
 * @param version of the form of the value
 */
public record Mutation(boolean set, List<String> index, SyncActionValue value, int version) {}
