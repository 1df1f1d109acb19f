package dev.wharf.protocol.signal;

/** One sender key of somebody else, and how far it is read. */
record SenderKeyState(int id, PublicKey signingKey, ReceivingChain chain) {

  static SenderKeyState of(SenderKeyDistribution distribution) {
    var at = new ChainKey(distribution.chainKey(), distribution.iteration());
    return new SenderKeyState(
        distribution.id(),
        distribution.signingKey(),
        new ReceivingChain(distribution.chainId(), at, 0));
  }

  /** Whether this state will read all that the distribution would let it read. */
  boolean covers(SenderKeyDistribution distribution) {
    return id == distribution.id()
        && signingKey.equals(distribution.signingKey())
        && distribution.iteration() - chain.next().counter() <= ReceivingChain.MAX_KEPT;
  }

  SenderKeyState with(ReceivingChain moved) {
    return new SenderKeyState(id, signingKey, moved);
  }
}
