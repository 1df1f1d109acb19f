package dev.wharf.protocol.pairing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.ADVDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentityHMAC;
import java.security.MessageDigest;

/** The phone's approval of this device: verified, then signed by us too (connection.md 4.5). */
sealed interface DeviceIdentity {

  /** Does not prove what it must. */
  record Rejected(Refusal refusal) implements DeviceIdentity {}

  /**
   * All three authenticators hold.
   *
   * @param signed with all four fields
   */
  record Verified(int keyIndex, ADVSignedDeviceIdentity signed) implements DeviceIdentity {

    /** As it goes back to the server, which knows the account key. */
    byte[] reply() {
      return signed.toBuilder().clearAccountSignatureKey().build().toByteArray();
    }
  }

  /** Checks HMAC and account signature, and adds the device signature. Never throws. */
  static DeviceIdentity open(byte[] container, DeviceKeys keys, byte[] signatureRandom) {
    try {
      var outer = ADVSignedDeviceIdentityHMAC.parseFrom(container);
      AdvScheme scheme = AdvScheme.of(outer.getAccountType());
      byte[] inner = outer.getDetails().toByteArray();
      byte[] expected = scheme.mac(keys.advSecret(), inner);
      if (!MessageDigest.isEqual(expected, outer.getHmac().toByteArray())) {
        return new Rejected(Refusal.HMAC_MISMATCH);
      }
      var signed = ADVSignedDeviceIdentity.parseFrom(inner);
      var details = ADVDeviceIdentity.parseFrom(signed.getDetails());
      if (!details.hasKeyIndex()) {
        return new Rejected(Refusal.DEVICE_IDENTITY_MALFORMED);
      }
      if (!accountSigned(scheme, signed, keys)) {
        return new Rejected(Refusal.SIGNATURE_MISMATCH);
      }
      return countersign(scheme, signed, details.getKeyIndex(), keys, signatureRandom);
    } catch (InvalidProtocolBufferException e) {
      return new Rejected(Refusal.DEVICE_IDENTITY_MALFORMED);
    }
  }

  private static boolean accountSigned(
      AdvScheme scheme, ADVSignedDeviceIdentity signed, DeviceKeys keys) {
    byte[] accountKey = signed.getAccountSignatureKey().toByteArray();
    byte[] message =
        scheme.accountMessage(signed.getDetails().toByteArray(), keys.identity().publicKey());
    return isUsable(accountKey, keys)
        && Curve25519.verify(accountKey, message, signed.getAccountSignature().toByteArray());
  }

  /** Anybody can sign for a key of small order, and no ratchet can be built on it. */
  private static boolean isUsable(byte[] accountKey, DeviceKeys keys) {
    try {
      Curve25519.agree(keys.identity().privateKey(), accountKey);
      return true;
    } catch (ProtocolFault e) {
      return false;
    }
  }

  private static DeviceIdentity countersign(
      AdvScheme scheme,
      ADVSignedDeviceIdentity signed,
      int keyIndex,
      DeviceKeys keys,
      byte[] random) {
    byte[] message =
        scheme.deviceMessage(
            signed.getDetails().toByteArray(),
            keys.identity().publicKey(),
            signed.getAccountSignatureKey().toByteArray());
    byte[] signature = Curve25519.sign(keys.identity().privateKey(), message, random);
    if (!Curve25519.verify(keys.identity().publicKey(), message, signature)) {
      return new Rejected(Refusal.DEVICE_SIGNATURE_FAILED);
    }
    return new Verified(
        keyIndex, signed.toBuilder().setDeviceSignature(ByteString.copyFrom(signature)).build());
  }
}
