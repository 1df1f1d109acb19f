package dev.wharf.protocol.signal;

/** Where a chain stands: the key and number of its next message (messaging.md 15.1). */
record ChainKey(Secret key, long counter) {

  /**
   * Counters and iterations are 32 bits wide on the wire; the one after the last of them fits here.
   */
  static final long MAX_COUNTER = 0xFFFF_FFFFL;

  private static final byte SEED = 1;
  private static final byte NEXT = 2;

  static ChainKey first(Secret key) {
    return new ChainKey(key, 0);
  }

  /** What the next message's keys are made of. */
  Secret seed(Hmac hmac) {
    return new Secret(hmac.key(key.bytes()).digest(SEED));
  }

  ChainKey next(Hmac hmac) {
    return new ChainKey(new Secret(hmac.key(key.bytes()).digest(NEXT)), counter + 1);
  }
}
