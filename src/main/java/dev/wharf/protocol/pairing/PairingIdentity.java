package dev.wharf.protocol.pairing;

import dev.wharf.identity.Jid;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who we became by pairing (connection.md 11). Store it before the reply leaves.
 *
 * @param self our own address with our device, which we log in with: the phone-number address, or
 *     the hidden one where the pairing answer withheld the number
 * @param lid our hidden address, with our device
 * @param platform of the phone, for example {@code android}; {@code smba} and {@code smbi} are
 *     WhatsApp Business
 * @param accountSignatureKey 32 bytes: also the Signal identity of the phone itself
 * @param keyIndex unsigned 32 bits
 * @param signedDeviceIdentity serialized ADVSignedDeviceIdentity with all four fields, to show to
 *     peers
 */
public record PairingIdentity(
    Jid self,
    Jid lid,
    @Nullable String platform,
    @Nullable String businessName,
    byte[] accountSignatureKey,
    int keyIndex,
    byte[] signedDeviceIdentity) {

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingIdentity that
        && self.equals(that.self)
        && lid.equals(that.lid)
        && Objects.equals(platform, that.platform)
        && Objects.equals(businessName, that.businessName)
        && keyIndex == that.keyIndex
        && Arrays.equals(accountSignatureKey, that.accountSignatureKey)
        && Arrays.equals(signedDeviceIdentity, that.signedDeviceIdentity);
  }

  @Override
  public int hashCode() {
    return 31 * self.hashCode() + lid.hashCode();
  }

  /** Without the number, so that it may reach a log. */
  @Override
  public String toString() {
    return "PairingIdentity[device=" + self.device() + ", platform=" + platform + "]";
  }
}
