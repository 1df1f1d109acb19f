package dev.wharf.protocol.noise;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;
import java.util.HexFormat;
import java.util.Set;

/** Which public keys a chain may hold. */
final class CertificateKeys {

  /**
   * The u-coordinates of points of small order, little-endian as a key is, and p and p + 1, which
   * are read as 0 and 1: with each of them every secret is all zero (RFC 7748, 6.1). Compared, for
   * an agreement would be a tenth of a login's arithmetic.
   */
  private static final Set<String> SMALL_ORDER =
      Set.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  private static final byte ALL_BUT_THE_TOP = 0x7F;

  private CertificateKeys() {}

  /**
   * Refuses keys of small order: anybody can make signatures that such a key "verifies".
   *
   * @throws ProtocolFault {@code WEAK_KEY}, for a key of another length too
   */
  static void requireUsable(byte[] publicKey, String path) {
    if (publicKey.length != Curve25519.KEY_LENGTH || isOfSmallOrder(publicKey)) {
      throw new ProtocolFault(ProtocolFault.Kind.WEAK_KEY, path, "is no usable public key");
    }
  }

  private static boolean isOfSmallOrder(byte[] publicKey) {
    byte[] read = publicKey.clone();
    // The highest bit is not part of the number.
    read[read.length - 1] &= ALL_BUT_THE_TOP;
    return SMALL_ORDER.contains(HexFormat.of().formatHex(read));
  }
}
