package dev.wharf.protocol.pairing;

import dev.wharf.protocol.proto.ADVEncryptionType;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The byte strings that are authenticated when a device joins an account (connection.md 4.5). Open
 * clients disagree which field tells a hosted account apart; we follow those that let the outermost
 * account type decide for all three strings, for it alone is known when the HMAC must be checked.
 */
public enum AdvScheme {
  E2EE(new byte[0], new byte[] {6, 0}, new byte[] {6, 1}),
  HOSTED(new byte[] {6, 5}, new byte[] {6, 5}, new byte[] {6, 6});

  private final byte[] macPrefix;
  private final byte[] accountPrefix;
  private final byte[] devicePrefix;

  AdvScheme(byte[] macPrefix, byte[] accountPrefix, byte[] devicePrefix) {
    this.macPrefix = macPrefix;
    this.accountPrefix = accountPrefix;
    this.devicePrefix = devicePrefix;
  }

  static AdvScheme of(ADVEncryptionType accountType) {
    return switch (accountType) {
      case HOSTED -> HOSTED;
      case E2EE, NON_E2EE -> E2EE;
    };
  }

  /** HMAC-SHA256 of a serialized ADVSignedDeviceIdentity. */
  byte[] mac(byte[] advSecret, byte[] signedIdentity) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(advSecret, "HmacSHA256"));
      return mac.doFinal(join(macPrefix, signedIdentity));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  /** What the account key signs. */
  public byte[] accountMessage(byte[] details, byte[] deviceIdentityKey) {
    return join(accountPrefix, details, deviceIdentityKey);
  }

  /** What the device's identity key signs. */
  public byte[] deviceMessage(byte[] details, byte[] deviceIdentityKey, byte[] accountKey) {
    return join(devicePrefix, details, deviceIdentityKey, accountKey);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
