package dev.wharf.sandbox.phone;

import dev.wharf.protocol.Hkdf;
import dev.wharf.sandbox.account.AppState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What seals and proves the app state (messaging.md 10.5). */
final class SyncKeys {

  static final int MAC = 32;
  private static final int IV = 16;
  private static final byte[] INFO = "WhatsApp Mutation Keys".getBytes(StandardCharsets.US_ASCII);

  private final byte[] id;
  private final byte[] index;
  private final byte[] encryption;
  private final byte[] valueMac;
  private final byte[] snapshotMac;
  private final byte[] patchMac;

  SyncKeys(AppState.Key key) {
    byte[] all = Hkdf.sha256(key.data(), new byte[0], INFO, 5 * MAC);
    id = key.id();
    index = part(all, 0);
    encryption = part(all, 1);
    valueMac = part(all, 2);
    snapshotMac = part(all, 3);
    patchMac = part(all, 4);
  }

  byte[] id() {
    return id;
  }

  byte[] index(byte[] json) {
    return hmac("HmacSHA256", index, json);
  }

  /** IV, ciphertext and MAC. */
  byte[] seal(boolean removes, byte[] action, byte[] iv) {
    byte[] sealed = join(iv, crypt(Cipher.ENCRYPT_MODE, action, iv));
    return join(sealed, mac(removes, sealed));
  }

  /** What {@link #seal} made of it; an IllegalArgumentException if it did not. */
  byte[] open(byte[] blob) {
    if (blob.length < IV + MAC) {
      throw new IllegalArgumentException("too short for a value");
    }
    byte[] iv = Arrays.copyOf(blob, IV);
    return crypt(Cipher.DECRYPT_MODE, Arrays.copyOfRange(blob, IV, blob.length - MAC), iv);
  }

  byte[] mac(boolean removes, byte[] sealed) {
    byte[] head = join(new byte[] {(byte) (removes ? 2 : 1)}, id);
    byte[] message = join(head, sealed, number(head.length));
    return Arrays.copyOf(hmac("HmacSHA512", valueMac, message), MAC);
  }

  byte[] snapshot(byte[] ltHash, long version, AppState.Name collection) {
    return hmac("HmacSHA256", snapshotMac, join(ltHash, number(version), name(collection)));
  }

  byte[] patch(byte[] snapshot, List<byte[]> values, long version, AppState.Name collection) {
    byte[] all = join(values.toArray(byte[][]::new));
    return hmac("HmacSHA256", patchMac, join(snapshot, all, number(version), name(collection)));
  }

  private byte[] crypt(int mode, byte[] bytes, byte[] iv) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(mode, new SecretKeySpec(encryption, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not sealed with this key", e);
    }
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  private static byte[] name(AppState.Name collection) {
    return collection.wire().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] part(byte[] all, int place) {
    return Arrays.copyOfRange(all, place * MAC, (place + 1) * MAC);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
