package dev.wharf.sandbox.account;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.proto.ADVDeviceIdentity;
import dev.wharf.protocol.proto.ADVEncryptionType;
import dev.wharf.protocol.proto.ADVKeyIndexList;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentityHMAC;
import dev.wharf.protocol.proto.ADVSignedKeyIndexList;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a phone signs to make a companion part of its account (connection.md 4.5, 4.7). */
public final class Proofs {

  private static final byte[] ACCOUNT = {6, 0};
  private static final byte[] DEVICE = {6, 1};
  private static final byte[] KEY_INDEXES = {6, 2};
  private static final int RANDOM_BYTES = 64;

  private Proofs() {}

  /** A device identity with the account's signature, not yet the device's. */
  public static ADVSignedDeviceIdentity enrol(
      KeyPair phone,
      int rawId,
      int keyIndex,
      byte[] companion,
      Instant now,
      RandomGenerator random) {
    byte[] details =
        ADVDeviceIdentity.newBuilder()
            .setRawId(rawId)
            .setTimestamp(now.getEpochSecond())
            .setKeyIndex(keyIndex)
            .setAccountType(ADVEncryptionType.E2EE)
            .setDeviceType(ADVEncryptionType.E2EE)
            .build()
            .toByteArray();
    return ADVSignedDeviceIdentity.newBuilder()
        .setDetails(ByteString.copyFrom(details))
        .setAccountSignatureKey(ByteString.copyFrom(phone.publicKey()))
        .setAccountSignature(
            ByteString.copyFrom(sign(phone, join(ACCOUNT, details, companion), random)))
        .build();
  }

  /** The container of pair-success: the identity, and an HMAC with the companion's secret. */
  public static byte[] seal(ADVSignedDeviceIdentity identity, byte[] advSecret) {
    byte[] details = identity.toByteArray();
    return ADVSignedDeviceIdentityHMAC.newBuilder()
        .setDetails(ByteString.copyFrom(details))
        .setHmac(ByteString.copyFrom(hmac(advSecret, details)))
        .build()
        .toByteArray();
  }

  /**
   * The complete identity, if {@code answer} is what a companion makes of {@code offered}: same
   * details and account signature, and a good device signature. The account key may be left out of
   * the answer. Otherwise an IllegalArgumentException that says what is wrong.
   */
  public static ADVSignedDeviceIdentity accept(
      ADVSignedDeviceIdentity offered, byte[] companion, byte[] answer) {
    ADVSignedDeviceIdentity signed;
    try {
      signed = ADVSignedDeviceIdentity.parseFrom(answer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("device-identity is no ADVSignedDeviceIdentity", e);
    }
    if (!signed.getDetails().equals(offered.getDetails())) {
      throw new IllegalArgumentException("device-identity has other details than offered");
    }
    if (!signed.getAccountSignature().equals(offered.getAccountSignature())) {
      throw new IllegalArgumentException("device-identity has another account signature");
    }
    if (signed.hasAccountSignatureKey()
        && !signed.getAccountSignatureKey().equals(offered.getAccountSignatureKey())) {
      throw new IllegalArgumentException("device-identity has another account key");
    }
    byte[] message =
        join(
            DEVICE,
            offered.getDetails().toByteArray(),
            companion,
            offered.getAccountSignatureKey().toByteArray());
    if (!Curve25519.verify(companion, message, signed.getDeviceSignature().toByteArray())) {
      throw new IllegalArgumentException("the device signature does not verify");
    }
    return offered.toBuilder().setDeviceSignature(signed.getDeviceSignature()).build();
  }

  /** The list of key indexes that count, signed by the phone (messaging.md 4.1). */
  static byte[] keyIndexes(
      KeyPair phone,
      int rawId,
      int current,
      List<Integer> valid,
      Instant now,
      RandomGenerator random) {
    byte[] details =
        ADVKeyIndexList.newBuilder()
            .setRawId(rawId)
            .setTimestamp(now.getEpochSecond())
            .setCurrentIndex(current)
            .addAllValidIndexes(valid)
            .setAccountType(ADVEncryptionType.E2EE)
            .build()
            .toByteArray();
    return ADVSignedKeyIndexList.newBuilder()
        .setDetails(ByteString.copyFrom(details))
        .setAccountSignature(ByteString.copyFrom(sign(phone, join(KEY_INDEXES, details), random)))
        .setAccountSignatureKey(ByteString.copyFrom(phone.publicKey()))
        .build()
        .toByteArray();
  }

  static byte[] sign(KeyPair key, byte[] message, RandomGenerator random) {
    byte[] chance = new byte[RANDOM_BYTES];
    random.nextBytes(chance);
    return Curve25519.sign(key.privateKey(), message, chance);
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
