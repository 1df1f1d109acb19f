package dev.wharf.protocol.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.NoiseCertificate;
import java.time.Duration;
import java.time.Instant;

/**
 * One certificate of the server's chain (connection.md 2.4).
 *
 * @param details the signed bytes, of which the other fields were read
 * @param signature XEdDSA by the issuer's key, 64 bytes
 */
public record Certificate(
    byte[] details,
    byte[] signature,
    long serial,
    long issuerSerial,
    byte[] key,
    Instant notBefore,
    Instant notAfter) {

  static Certificate parse(NoiseCertificate message, String path) {
    if (message.getDetails().isEmpty()) {
      throw missing(path + ".details");
    }
    byte[] signature = message.getSignature().toByteArray();
    if (signature.length != Curve25519.SIGNATURE_LENGTH) {
      throw new ProtocolFault(
          ProtocolFault.Kind.MALFORMED,
          path + ".signature",
          "has " + signature.length + " bytes, not " + Curve25519.SIGNATURE_LENGTH);
    }
    var details = parseDetails(message.getDetails(), path + ".details");
    byte[] key = details.getKey().toByteArray();
    CertificateKeys.requireUsable(key, path + ".key");
    return new Certificate(
        message.getDetails().toByteArray(),
        signature,
        Integer.toUnsignedLong(details.getSerial()),
        Integer.toUnsignedLong(details.getIssuerSerial()),
        key,
        instant(details.getNotBefore(), path + ".notBefore"),
        instant(details.getNotAfter(), path + ".notAfter"));
  }

  /**
   * @throws ProtocolFault {@code FORGED} unless {@code issuerKey} signed this certificate
   */
  void requireSignedBy(byte[] issuerKey, String path) {
    if (!Curve25519.verify(issuerKey, details, signature)) {
      throw new ProtocolFault(
          ProtocolFault.Kind.FORGED, path + ".signature", "is not by the issuer");
    }
  }

  /**
   * @param skew how far our clock may be off
   * @throws ProtocolFault {@code UNTRUSTED} if this certificate is not valid at {@code now}
   */
  void requireValidAt(Instant now, Duration skew, String path) {
    if (now.plus(skew).isBefore(notBefore)) {
      throw untrusted(path + ".notBefore", "valid from " + notBefore + ", it is " + now);
    }
    if (now.minus(skew).isAfter(notAfter) || notAfter.isBefore(notBefore)) {
      throw untrusted(path + ".notAfter", "valid until " + notAfter + ", it is " + now);
    }
  }

  static ProtocolFault untrusted(String path, String message) {
    return new ProtocolFault(ProtocolFault.Kind.UNTRUSTED, path, message);
  }

  static ProtocolFault missing(String path) {
    return new ProtocolFault(ProtocolFault.Kind.MISSING, path, "is not there");
  }

  private static NoiseCertificate.Details parseDetails(ByteString bytes, String path) {
    try {
      var details = NoiseCertificate.Details.parseFrom(bytes);
      if (!details.hasKey()) {
        throw missing(path + ".key");
      }
      if (!details.hasNotBefore() || !details.hasNotAfter()) {
        throw missing(path + ".dates");
      }
      return details;
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "not a certificate's details");
    }
  }

  private static Instant instant(long unsignedSeconds, String path) {
    if (unsignedSeconds < 0 || unsignedSeconds > Instant.MAX.getEpochSecond()) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, path, "is no date");
    }
    return Instant.ofEpochSecond(unsignedSeconds);
  }
}
