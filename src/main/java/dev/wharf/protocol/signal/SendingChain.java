package dev.wharf.protocol.signal;

import dev.wharf.protocol.KeyPair;

/**
 * What we send with.
 *
 * @param previousCounter the last counter of the chain before, 0 if it had none
 */
record SendingChain(KeyPair ratchetKey, ChainKey next, long previousCounter) {

  SendingChain advanced(Hmac hmac) {
    return new SendingChain(ratchetKey, next.next(hmac), previousCounter);
  }

  /** The chain that takes the place of this one. */
  SendingChain followedBy(KeyPair newRatchetKey, Secret newChain) {
    return new SendingChain(
        newRatchetKey, ChainKey.first(newChain), Math.max(0, next.counter() - 1));
  }
}
