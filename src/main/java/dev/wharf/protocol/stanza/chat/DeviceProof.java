package dev.wharf.protocol.stanza.chat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.pairing.AdvScheme;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.signal.PublicKey;

/**
 * The signed device identity that companions show (messaging.md 4.2): the account signed the
 * device, and the device signed back.
 */
public final class DeviceProof {

  private DeviceProof() {}

  /**
   * Whether both signatures hold for the device with that identity key. Both are over the account
   * key: where that was left out, they only have to be there. Never throws.
   */
  public static boolean holds(byte[] proof, PublicKey identity) {
    try {
      var signed = ADVSignedDeviceIdentity.parseFrom(proof);
      if (!signed.hasDetails() || !signed.hasAccountSignature() || !signed.hasDeviceSignature()) {
        return false;
      }
      return !signed.hasAccountSignatureKey() || isSigned(signed, identity.bytes());
    } catch (InvalidProtocolBufferException _) {
      return false;
    }
  }

  /** A device of an ordinary kind may belong to an account of the hosted kind. */
  private static boolean isSigned(ADVSignedDeviceIdentity signed, byte[] identity) {
    byte[] account = signed.getAccountSignatureKey().toByteArray();
    byte[] details = signed.getDetails().toByteArray();
    boolean byAccount = false;
    boolean byDevice = false;
    for (AdvScheme scheme : AdvScheme.values()) {
      byAccount =
          byAccount
              || Curve25519.verify(
                  account,
                  scheme.accountMessage(details, identity),
                  signed.getAccountSignature().toByteArray());
      byDevice =
          byDevice
              || Curve25519.verify(
                  identity,
                  scheme.deviceMessage(details, identity, account),
                  signed.getDeviceSignature().toByteArray());
    }
    return byAccount && byDevice;
  }
}
