package dev.wharf.protocol.noise;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers chains whose signatures were good under one root: all links meet the same few, and the
 * signatures cost more than the rest of a handshake. What a chain says is checked every time. Holds
 * only a few, and never one that failed.
 */
public final class GenuineChains {

  private static final int MOST = 16;

  private final TrustAnchor anchor;
  private final Set<ByteBuffer> signed = ConcurrentHashMap.newKeySet();

  public GenuineChains(TrustAnchor anchor) {
    this.anchor = anchor;
  }

  /**
   * @throws dev.wharf.protocol.ProtocolFault as {@link CertificateChain} does, for bytes that are
   *     none and for a chain that is not genuine
   */
  CertificateChain require(byte[] bytes, byte[] serverStatic, Instant now, Duration skew) {
    var chain = CertificateChain.parse(bytes);
    var key = ByteBuffer.wrap(bytes);
    if (!signed.contains(key)) {
      chain.requireSigned(anchor);
      if (signed.size() >= MOST) {
        signed.clear();
      }
      signed.add(key);
    }
    chain.requireFitting(serverStatic, now, skew);
    return chain;
  }
}
