package dev.wharf.protocol.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.CertChain;
import dev.wharf.protocol.proto.NoiseCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What the server proves its static key with: root → intermediate → leaf (connection.md 2.4). */
public record CertificateChain(Certificate leaf, Certificate intermediate) {

  private static final int ROOT_SERIAL = 0;
  private static final int INTERMEDIATE_SERIAL = 3;
  private static final int LEAF_SERIAL = 355;

  private static final String LEAF = "certificate.leaf";
  private static final String INTERMEDIATE = "certificate.intermediate";

  /**
   * Reads a serialized chain. Its shape is checked, nothing is trusted yet.
   *
   * @throws ProtocolFault {@code MALFORMED}, {@code MISSING} or {@code WEAK_KEY}
   */
  public static CertificateChain parse(byte[] bytes) {
    CertChain chain;
    try {
      chain = CertChain.parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED, "certificate", "not a certificate chain");
    }
    if (!chain.hasLeaf()) {
      throw Certificate.missing(LEAF);
    }
    if (!chain.hasIntermediate()) {
      throw Certificate.missing(INTERMEDIATE);
    }
    return new CertificateChain(
        Certificate.parse(chain.getLeaf(), LEAF),
        Certificate.parse(chain.getIntermediate(), INTERMEDIATE));
  }

  /**
   * Checks signatures, serial numbers, the leaf's key and the dates of both certificates.
   *
   * @param serverStatic the key that the server used in the handshake
   * @param skew how far our clock may be off
   * @throws ProtocolFault {@code FORGED} for a signature, {@code UNTRUSTED} for all else
   */
  public void verify(TrustAnchor anchor, byte[] serverStatic, Instant now, Duration skew) {
    requireSigned(anchor);
    requireFitting(serverStatic, now, skew);
  }

  /** The part of {@link #verify} that is the same for the same bytes. */
  void requireSigned(TrustAnchor anchor) {
    intermediate.requireSignedBy(anchor.publicKey(), INTERMEDIATE);
    leaf.requireSignedBy(intermediate.key(), LEAF);
  }

  /** The rest of {@link #verify}. */
  void requireFitting(byte[] serverStatic, Instant now, Duration skew) {
    if (intermediate.issuerSerial() != ROOT_SERIAL) {
      throw Certificate.untrusted(INTERMEDIATE + ".issuerSerial", "is not the root's");
    }
    if (leaf.issuerSerial() != intermediate.serial()) {
      throw Certificate.untrusted(LEAF + ".issuerSerial", "is not the intermediate's");
    }
    if (!Arrays.equals(leaf.key(), serverStatic)) {
      throw Certificate.untrusted(LEAF + ".key", "is not the key of the handshake");
    }
    intermediate.requireValidAt(now, skew, INTERMEDIATE);
    leaf.requireValidAt(now, skew, LEAF);
  }

  /**
   * Makes the chain of a server of one's own, with every field written out.
   *
   * @param leafKey the server's static public key
   * @param random cryptographically strong, for the signatures
   * @return the serialized chain
   */
  public static byte[] issue(
      KeyPair root,
      KeyPair intermediate,
      byte[] leafKey,
      Instant notBefore,
      Instant notAfter,
      RandomGenerator random) {
    var dates =
        NoiseCertificate.Details.newBuilder()
            .setNotBefore(notBefore.getEpochSecond())
            .setNotAfter(notAfter.getEpochSecond())
            .build();
    var middle =
        dates.toBuilder()
            .setSerial(INTERMEDIATE_SERIAL)
            .setIssuerSerial(ROOT_SERIAL)
            .setKey(ByteString.copyFrom(intermediate.publicKey()));
    var leaf =
        dates.toBuilder()
            .setSerial(LEAF_SERIAL)
            .setIssuerSerial(INTERMEDIATE_SERIAL)
            .setKey(ByteString.copyFrom(leafKey));
    return CertChain.newBuilder()
        .setIntermediate(signed(middle.build(), root, random))
        .setLeaf(signed(leaf.build(), intermediate, random))
        .build()
        .toByteArray();
  }

  private static NoiseCertificate signed(
      NoiseCertificate.Details details, KeyPair issuer, RandomGenerator random) {
    byte[] bytes = details.toByteArray();
    byte[] nonce = new byte[Curve25519.SIGNATURE_LENGTH];
    random.nextBytes(nonce);
    return NoiseCertificate.newBuilder()
        .setDetails(ByteString.copyFrom(bytes))
        .setSignature(ByteString.copyFrom(Curve25519.sign(issuer.privateKey(), bytes, nonce)))
        .build();
  }
}
