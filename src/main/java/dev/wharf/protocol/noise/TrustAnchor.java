package dev.wharf.protocol.noise;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The root key that the server's certificate chain must lead to.
 *
 * @param publicKey X25519, 32 bytes
 */
public record TrustAnchor(byte[] publicKey) {

  /** {@code WhatsAppLongTerm1}, the genuine one (connection.md 2.4). */
  public static final TrustAnchor WHATSAPP =
      ofHex("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b");

  /**
   * @throws ProtocolFault {@code WEAK_KEY} if this is no usable public key
   */
  public TrustAnchor {
    CertificateKeys.requireUsable(publicKey, "trustAnchor");
  }

  /**
   * @throws ProtocolFault {@code MALFORMED} if the text is not hexadecimal, {@code WEAK_KEY} if it
   *     is no usable key
   */
  public static TrustAnchor ofHex(String hex) {
    try {
      return new TrustAnchor(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "trustAnchor", "not hexadecimal");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustAnchor(var that) && Arrays.equals(publicKey, that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  /** The key in hexadecimal: it is public, and is compared by eye. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(publicKey);
  }
}
