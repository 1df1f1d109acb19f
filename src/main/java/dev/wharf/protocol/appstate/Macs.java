package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The MACs of messaging.md 10.5. */
final class Macs {

  static final int LENGTH = 32;

  private Macs() {}

  static byte[] index(MutationKeys keys, byte[] index) {
    return sha256(keys.index()).doFinal(index);
  }

  /**
   * @param sealed vector and ciphertext
   */
  static byte[] value(MutationKeys keys, boolean set, Opaque keyId, byte[] sealed) {
    var mac = mac("HmacSHA512", keys.valueMac());
    mac.update((byte) (set ? 1 : 2));
    mac.update(keyId.bytes());
    mac.update(sealed);
    mac.update(number(keyId.length() + 1L));
    return Arrays.copyOf(mac.doFinal(), LENGTH);
  }

  static byte[] snapshot(MutationKeys keys, CollectionState state) {
    var mac = sha256(keys.snapshotMac());
    mac.update(state.hash().sum().bytes());
    return named(mac, state);
  }

  static byte[] patch(
      MutationKeys keys, byte[] snapshotMac, List<byte[]> valueMacs, CollectionState state) {
    var mac = sha256(keys.patchMac());
    mac.update(snapshotMac);
    valueMacs.forEach(mac::update);
    return named(mac, state);
  }

  private static byte[] named(Mac mac, CollectionState state) {
    mac.update(number(state.version()));
    return mac.doFinal(state.name().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static Mac sha256(byte[] key) {
    return mac("HmacSHA256", key);
  }

  private static Mac mac(String algorithm, byte[] key) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }
}
