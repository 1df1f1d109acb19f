package dev.wharf.sandbox.phone;

import dev.wharf.protocol.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a phone puts on the media server for its companions, because it is large, or because it was
 * told to (messaging.md 8.3, 10.1, 10.4).
 */
final class Parcels {

  /** What is in it. */
  enum Content {
    HISTORY("WhatsApp History Keys"),
    APP_STATE("WhatsApp App State Keys");

    private final byte[] info;

    Content(String info) {
      this.info = info.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Where it lies, and what opens it. */
  record Parcel(byte[] key, String path, byte[] hash, byte[] sealedHash, int size) {

    /** As in a notification of history. */
    Fields.Writer intoNotification(Fields.Writer notification) {
      return notification
          .bytes(1, hash)
          .number(2, size)
          .bytes(3, key)
          .bytes(4, sealedHash)
          .text(5, path);
    }

    /** ExternalBlobReference. */
    Fields.Writer reference() {
      return Fields.write()
          .bytes(1, key)
          .text(2, path)
          .number(4, size)
          .bytes(5, hash)
          .bytes(6, sealedHash);
    }
  }

  private static final int KEY = 32;
  private static final int EXPANDED = 112;
  private static final int MAC = 10;
  private static final int TOO_LARGE = 80 << 20;
  private static final int UNKNOWN_FIELD = 4;

  private final Network network;
  private final Supplier<Behaviour.Files> how;

  Parcels(Network network, Supplier<Behaviour.Files> how) {
    this.network = network;
    this.how = how;
  }

  boolean areWanted() {
    return how.get() != Behaviour.Files.OFF;
  }

  Parcel send(Content content, byte[] plain) {
    byte[] said = said(content, plain);
    byte[] key = new byte[KEY];
    network.random().nextBytes(key);
    byte[] file = seal(content, key, said);
    if (how.get() == Behaviour.Files.FORGED) {
      file[file.length - 1] ^= 1;
    }
    String path = network.upload(file);
    if (how.get() == Behaviour.Files.GONE) {
      network.expire(path);
    }
    return new Parcel(key, path, sha256(said), sha256(file), said.length);
  }

  private byte[] said(Content content, byte[] plain) {
    return switch (how.get()) {
      case OFF, ON, GONE, FORGED -> plain;
      case GARBLED -> {
        byte[] nonsense = new byte[1_000];
        Arrays.fill(nonsense, (byte) 0xFF);
        yield nonsense;
      }
      case HUGE ->
          switch (content) {
            case HISTORY ->
                History.deflate(Fields.write().bytes(UNKNOWN_FIELD, new byte[TOO_LARGE]).bytes());
            case APP_STATE -> new byte[TOO_LARGE >> 2];
          };
    };
  }

  /** A patch whose changes lie outside of it. */
  byte[] outside(byte[] patch) {
    Fields inside = Fields.read(patch).orElseThrow();
    var changes = Fields.write();
    inside.children(2).forEach(change -> changes.bytes(1, change.wire()));
    var reference = send(Content.APP_STATE, changes.bytes()).reference();
    byte[] rest = inside.without(2);
    byte[] end = Fields.write().child(3, reference).bytes();
    byte[] whole = Arrays.copyOf(rest, rest.length + end.length);
    System.arraycopy(end, 0, whole, rest.length, end.length);
    return whole;
  }

  private static byte[] seal(Content content, byte[] key, byte[] plain) {
    byte[] keys = Hkdf.sha256(key, new byte[0], content.info, EXPANDED);
    byte[] iv = Arrays.copyOf(keys, 16);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      var cipherKey = new SecretKeySpec(Arrays.copyOfRange(keys, 16, 48), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(iv));
      byte[] ciphertext = cipher.doFinal(plain);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Arrays.copyOfRange(keys, 48, 80), "HmacSHA256"));
      mac.update(iv);
      byte[] file = Arrays.copyOf(ciphertext, ciphertext.length + MAC);
      System.arraycopy(mac.doFinal(ciphertext), 0, file, ciphertext.length, MAC);
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES or HMAC", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
