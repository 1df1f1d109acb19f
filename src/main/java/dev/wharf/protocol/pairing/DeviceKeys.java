package dev.wharf.protocol.pairing;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Everything secret that one companion device starts with. Never printed.
 *
 * @param noise proves the device to the server in every handshake
 * @param identity the Signal identity, signed into the account at pairing
 * @param registrationId Signal registration id, 1..16380
 * @param advSecret 32 bytes the phone learns from the QR text or through the link code, and proves
 *     to know when it approves this device
 */
public record DeviceKeys(
    KeyPair noise,
    KeyPair identity,
    SignedPreKey signedPreKey,
    int registrationId,
    byte[] advSecret) {

  public static final int ADV_SECRET_LENGTH = 32;
  public static final int MAX_REGISTRATION_ID = 16380;

  public DeviceKeys {
    if (registrationId < 1 || registrationId > MAX_REGISTRATION_ID) {
      throw new IllegalArgumentException("registration id out of range");
    }
    if (advSecret.length != ADV_SECRET_LENGTH) {
      throw new IllegalArgumentException("an adv secret has 32 bytes");
    }
  }

  /** New keys for a device that was never paired. {@code random} must be strong. */
  public static DeviceKeys generate(RandomGenerator random) {
    KeyPair identity = KeyPair.generate(random);
    byte[] advSecret = new byte[ADV_SECRET_LENGTH];
    random.nextBytes(advSecret);
    return new DeviceKeys(
        KeyPair.generate(random),
        identity,
        SignedPreKey.create(1, identity, random),
        random.nextInt(1, MAX_REGISTRATION_ID + 1),
        advSecret);
  }

  public DeviceKeys withSignedPreKey(SignedPreKey next) {
    return new DeviceKeys(noise, identity, next, registrationId, advSecret);
  }

  public DeviceKeys withAdvSecret(byte[] secret) {
    return new DeviceKeys(noise, identity, signedPreKey, registrationId, secret);
  }

  /** The registration id as it goes over the wire: 4 bytes, big-endian. */
  public byte[] registrationIdBytes() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(registrationId).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceKeys that
        && noise.equals(that.noise)
        && identity.equals(that.identity)
        && signedPreKey.equals(that.signedPreKey)
        && registrationId == that.registrationId
        && Arrays.equals(advSecret, that.advSecret);
  }

  @Override
  public int hashCode() {
    return 31 * noise.hashCode() + identity.hashCode();
  }

  @Override
  public String toString() {
    return "DeviceKeys[private]";
  }
}
