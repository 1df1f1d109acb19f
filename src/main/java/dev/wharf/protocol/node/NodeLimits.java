package dev.wharf.protocol.node;

/**
 * What the decoder accepts at most (messaging.md 1.8). They bound the memory that a hostile payload
 * can ask for, wherever in the tree it asks.
 *
 * @param depth nodes inside nodes, the outermost counted
 * @param inflatedSize bytes of the payload after inflation, also for one that is not compressed
 * @param attributes of one node
 * @param children of one node
 * @param text bytes of one string value (tag, key, attribute, user or server of an address); binary
 *     content is bound by the payload alone
 * @param items nodes and attributes of the whole tree together
 */
public record NodeLimits(
    int depth, int inflatedSize, int attributes, int children, int text, int items) {

  public static final NodeLimits DEFAULT =
      new NodeLimits(128, 16 << 20, 256, 0xFFFF, 1 << 20, 1_000_000);
}
