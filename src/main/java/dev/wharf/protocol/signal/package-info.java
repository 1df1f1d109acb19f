/**
 * Signal: key material, X3DH and the Double Ratchet with one peer device ({@link
 * dev.wharf.protocol.signal.RatchetCipher}), sender keys for groups ({@link
 * dev.wharf.protocol.signal.OwnSenderKey}, {@link dev.wharf.protocol.signal.SenderKeys}). All of it
 * functions over immutable records: what goes in stays as it was, what comes out takes its place.
 *
 * <p>A ratchet does not hold the keys of messages that were skipped. It counts them; the keys
 * themselves are rows that the caller keeps. A message that was parsed names the one row it may
 * need, and a decryption returns which row is used up, which come, and which go ({@link
 * dev.wharf.protocol.signal.SkippedChange}). So reading one message, and writing the ratchet back,
 * costs the same with 2,000 skipped keys as with none, where a ratchet that held them would be
 * read, sealed and written with all of them each time.
 *
 * <p>Opening a message: parse ({@link dev.wharf.protocol.signal.IncomingMessage}), look up what it
 * names, decrypt, store everything that came back in one transaction. A failure changes nothing.
 * One peer device, or one sender in one group, is handled by one caller at a time. Arrays in these
 * records are never written to once they are in one.
 */
@org.jspecify.annotations.NullMarked
package dev.wharf.protocol.signal;
