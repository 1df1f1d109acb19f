package dev.wharf.protocol.appstate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.SyncActionData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens one mutation. */
final class MutationCodec {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int IV = 16;
  private static final String PATH = "appState.mutation";

  private MutationCodec() {}

  static Mutation open(SealedMutation it, MutationKeys keys) {
    byte[] sealed = it.sealed();
    byte[] mac = Macs.value(keys, it.set(), it.keyId(), sealed);
    require(MessageDigest.isEqual(mac, it.valueMac()), PATH + ".valueMac");
    var data = Parsed.of(SyncActionData.parser(), decrypt(sealed, keys), PATH);
    byte[] index = data.getIndex().toByteArray();
    require(
        MessageDigest.isEqual(Macs.index(keys, index), it.indexMac().bytes()), PATH + ".indexMac");
    return new Mutation(it.set(), readIndex(index), data.getValue(), data.getVersion());
  }

  static SealedMutation seal(Mutation it, Opaque keyId, MutationKeys keys, RandomGenerator random) {
    var data =
        SyncActionData.newBuilder()
            .setIndex(ByteString.copyFrom(writeIndex(it.index())))
            .setValue(it.value())
            .setPadding(ByteString.EMPTY)
            .setVersion(it.version())
            .build();
    return seal(data, it.set(), keyId, keys, random);
  }

  static SealedMutation seal(
      SyncActionData data, boolean set, Opaque keyId, MutationKeys keys, RandomGenerator random) {
    byte[] sealed = encrypt(data.toByteArray(), keys, random);
    byte[] mac = Macs.value(keys, set, keyId, sealed);
    byte[] blob = Arrays.copyOf(sealed, sealed.length + mac.length);
    System.arraycopy(mac, 0, blob, sealed.length, mac.length);
    byte[] index = Macs.index(keys, data.getIndex().toByteArray());
    return new SealedMutation(set, new Opaque(index), new Opaque(blob), keyId);
  }

  static byte[] writeIndex(List<String> index) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeArray(index.toArray(String[]::new), 0, index.size());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static List<String> readIndex(byte[] bytes) {
    List<String> index = new ArrayList<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      boolean array = json.nextToken() == JsonToken.START_ARRAY;
      while (array && json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == null || !json.currentToken().isScalarValue()) {
          throw malformed();
        }
        index.add(json.getText());
      }
    } catch (IOException _) {
      throw malformed();
    }
    if (index.isEmpty()) {
      throw malformed();
    }
    return List.copyOf(index);
  }

  private static ProtocolFault malformed() {
    return new ProtocolFault(ProtocolFault.Kind.MALFORMED, PATH + ".index", "is no array of words");
  }

  private static byte[] encrypt(byte[] plain, MutationKeys keys, RandomGenerator random) {
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, keys, iv).doFinal(plain);
      byte[] sealed = Arrays.copyOf(iv, IV + ciphertext.length);
      System.arraycopy(ciphertext, 0, sealed, IV, ciphertext.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("any plaintext will do", e);
    }
  }

  private static byte[] decrypt(byte[] sealed, MutationKeys keys) {
    try {
      return cipher(Cipher.DECRYPT_MODE, keys, Arrays.copyOf(sealed, IV))
          .doFinal(sealed, IV, sealed.length - IV);
    } catch (GeneralSecurityException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, PATH, "is badly padded");
    }
  }

  private static Cipher cipher(int mode, MutationKeys keys, byte[] iv)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(keys.value(), "AES"), new IvParameterSpec(iv));
    return cipher;
  }

  static void require(boolean matches, String path) {
    if (!matches) {
      throw new ProtocolFault(ProtocolFault.Kind.FORGED, path, "does not match");
    }
  }
}
