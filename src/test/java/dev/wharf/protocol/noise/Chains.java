package dev.wharf.protocol.noise;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.proto.CertChain;
import dev.wharf.protocol.proto.NoiseCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A server's keys and chain, which tests spoil in one place and sign again. */
final class Chains {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant FROM = NOW.minus(Duration.ofDays(1));
  static final Instant UNTIL = NOW.plus(Duration.ofDays(365));

  final KeyPair root = pair(1);
  final KeyPair intermediate = pair(2);
  final KeyPair server = pair(3);
  final TrustAnchor anchor = new TrustAnchor(root.publicKey());

  static KeyPair pair(int seed) {
    byte[] privateKey = new byte[32];
    java.util.Arrays.fill(privateKey, (byte) seed);
    return KeyPair.ofPrivate(privateKey);
  }

  byte[] issued() {
    return CertificateChain.issue(
        root, intermediate, server.publicKey(), FROM, UNTIL, new java.util.Random(7));
  }

  /** The issued chain with changed details, both certificates signed as they should be. */
  CertChain.Builder resigned(
      UnaryOperator<NoiseCertificate.Details.Builder> leaf,
      UnaryOperator<NoiseCertificate.Details.Builder> middle) {
    try {
      var chain = CertChain.parseFrom(issued());
      return CertChain.newBuilder()
          .setLeaf(resigned(chain.getLeaf(), leaf, intermediate))
          .setIntermediate(resigned(chain.getIntermediate(), middle, root));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static NoiseCertificate.Builder signed(byte[] details, KeyPair issuer) {
    return NoiseCertificate.newBuilder()
        .setDetails(ByteString.copyFrom(details))
        .setSignature(
            ByteString.copyFrom(Curve25519.sign(issuer.privateKey(), details, new byte[64])));
  }

  private static NoiseCertificate resigned(
      NoiseCertificate certificate,
      UnaryOperator<NoiseCertificate.Details.Builder> change,
      KeyPair issuer)
      throws com.google.protobuf.InvalidProtocolBufferException {
    var details = NoiseCertificate.Details.parseFrom(certificate.getDetails()).toBuilder();
    return signed(change.apply(details).build().toByteArray(), issuer).build();
  }
}
