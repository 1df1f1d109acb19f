package dev.wharf.protocol.signal;

/** The seed of a message that has not come yet, although later ones of its chain have. */
public record SkippedKey(Id id, Secret seed) {

  /**
   * Which message. Unique among all that are kept for one peer device or one sender in one group.
   */
  public record Id(ChainId chain, long counter) {}
}
