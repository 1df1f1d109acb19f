package dev.wharf.sandbox.account;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.proto.DevicePairingRegistrationData;
import dev.wharf.protocol.proto.DeviceProps;
import java.nio.ByteBuffer;

/** What a client that wants to become a companion says of itself (connection.md 3.1). */
public record Companion(
    byte[] noiseKey, byte[] identity, int registrationId, SignedPreKey signed, String system) {

  /**
   * @throws IllegalArgumentException if a field has a wrong length, or the signature of the signed
   *     pre-key does not verify
   */
  public static Companion read(byte[] noiseKey, DevicePairingRegistrationData data) {
    byte[] registration = bytes(data.getERegid().toByteArray(), 4, "eRegid");
    byte[] type = bytes(data.getEKeytype().toByteArray(), 1, "eKeytype");
    if (type[0] != 5) {
      throw new IllegalArgumentException("eKeytype is not 5");
    }
    byte[] identity = bytes(data.getEIdent().toByteArray(), 32, "eIdent");
    byte[] id = bytes(data.getESkeyId().toByteArray(), 3, "eSkeyId");
    var signed =
        new SignedPreKey(
            (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF,
            bytes(data.getESkeyVal().toByteArray(), 32, "eSkeyVal"),
            bytes(data.getESkeySig().toByteArray(), 64, "eSkeySig"));
    if (!signed.signedBy(identity)) {
      throw new IllegalArgumentException("eSkeySig does not verify");
    }
    bytes(data.getBuildHash().toByteArray(), 16, "buildHash");
    int registrationId = ByteBuffer.wrap(registration).getInt();
    return new Companion(noiseKey, identity, registrationId, signed, system(data));
  }

  private static String system(DevicePairingRegistrationData data) {
    try {
      return DeviceProps.parseFrom(data.getDeviceProps()).getOs();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("deviceProps are no DeviceProps", e);
    }
  }

  private static byte[] bytes(byte[] value, int length, String name) {
    if (value.length != length) {
      throw new IllegalArgumentException(name + " has " + value.length + " bytes, not " + length);
    }
    return value;
  }
}
