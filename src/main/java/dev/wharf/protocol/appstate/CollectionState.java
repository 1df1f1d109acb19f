package dev.wharf.protocol.appstate;

/**
 * How far we have followed a collection, to be stored with the MACs of what is in it.
 *
 * @param name such as {@code critical_block}
 * @param version 0 for nothing yet
 */
public record CollectionState(String name, long version, LtHash hash) {

  public static CollectionState empty(String name) {
    return new CollectionState(name, 0, LtHash.EMPTY);
  }
}
