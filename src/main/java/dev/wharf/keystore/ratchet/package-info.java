/**
 * What is agreed with peer devices, and what groups are sent and read with: ratchets, sender keys,
 * the keys of messages that were skipped, and former signed pre-keys, each sealed under a purpose
 * that names its row. A message needs one read at most before it is opened or written, and one
 * {@code save} in the caller's transaction after: never a byte leaves before that transaction is
 * committed.
 *
 * <p>One peer device, and one sender in one group, is handled by one caller at a time: nothing here
 * keeps two of them from going on from the same ratchet.
 *
 * <p>No ratchet and no sender key is in an archive or comes back with restored credentials. One
 * that came back older than it was would use counters twice, and two messages under one counter
 * have the same key. Without a ratchet the peers' messages are refused once, they send them again
 * with a new agreement, and all is well.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.keystore.ratchet;
