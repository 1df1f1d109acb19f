package dev.wharf.protocol.pairing;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.proto.AppVersion;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.protocol.proto.DevicePairingRegistrationData;
import dev.wharf.protocol.proto.DeviceProps;
import dev.wharf.protocol.proto.HistorySyncConfig;
import dev.wharf.protocol.proto.UserAgent;
import dev.wharf.protocol.proto.WebInfo;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What we say about ourselves inside the handshake (connection.md 3), as serialized protobuf. */
public final class ClientPayloads {

  private static final int STORAGE_QUOTA_MB = 10_240;

  private ClientPayloads() {}

  /**
   * Of a device without an account: asks to be paired.
   *
   * @param osName shown by the phone in its list of linked devices
   * @param pushName only virtual phones read it: it chooses the phone (connection.md 12.4)
   */
  public static byte[] registration(
      DeviceKeys keys, ClientVersion version, String osName, @Nullable String pushName) {
    SignedPreKey signedPreKey = keys.signedPreKey();
    var pairing =
        DevicePairingRegistrationData.newBuilder()
            .setERegid(ByteString.copyFrom(keys.registrationIdBytes()))
            .setEKeytype(ByteString.copyFrom(new byte[] {SignedPreKey.KEY_TYPE}))
            .setEIdent(ByteString.copyFrom(keys.identity().publicKey()))
            .setESkeyId(ByteString.copyFrom(signedPreKey.idBytes()))
            .setESkeyVal(ByteString.copyFrom(signedPreKey.keyPair().publicKey()))
            .setESkeySig(ByteString.copyFrom(signedPreKey.signature()))
            .setBuildHash(ByteString.copyFrom(buildHash(version)))
            .setDeviceProps(deviceProps(osName).toByteString());
    var payload = common(version).setPassive(false).setPull(false).setDevicePairingData(pairing);
    if (pushName != null) {
      payload.setPushName(pushName);
    }
    return payload.build().toByteArray();
  }

  /**
   * Of a paired device.
   *
   * @param self our own address with its device: the phone-number one, or the hidden one where the
   *     number is not known
   * @throws IllegalArgumentException if {@code self} is not such an address
   */
  public static byte[] login(Jid self, ClientVersion version) {
    if (PhoneNumber.of(self).isEmpty() && !self.isLid()) {
      throw new IllegalArgumentException("log in by an own address");
    }
    if (self.device() == 0) {
      throw new IllegalArgumentException("device 0 is the phone itself");
    }
    return common(version)
        .setUsername(Long.parseLong(self.user()))
        .setDevice(self.device())
        // The server holds the backlog back until we ask for it with <active/>.
        .setPassive(true)
        .setPull(true)
        .setLc(1)
        .setLidDbMigrated(true)
        .build()
        .toByteArray();
  }

  private static ClientPayload.Builder common(ClientVersion version) {
    var userAgent =
        UserAgent.newBuilder()
            .setPlatform(UserAgent.Platform.WEB)
            .setAppVersion(
                AppVersion.newBuilder()
                    .setPrimary(version.primary())
                    .setSecondary(version.secondary())
                    .setTertiary(version.tertiary()))
            .setMcc("000")
            .setMnc("000")
            .setOsVersion("0.1")
            .setDevice("Desktop")
            .setOsBuildNumber("0.1")
            .setReleaseChannel(UserAgent.ReleaseChannel.RELEASE)
            .setLocaleLanguageIso6391("en")
            .setLocaleCountryIso31661Alpha2("US");
    return ClientPayload.newBuilder()
        .setUserAgent(userAgent)
        .setWebInfo(WebInfo.newBuilder().setWebSubPlatform(WebInfo.WebSubPlatform.WEB_BROWSER))
        .setConnectType(ClientPayload.ConnectType.WIFI_UNKNOWN)
        .setConnectReason(ClientPayload.ConnectReason.USER_ACTIVATED);
  }

  private static DeviceProps deviceProps(String osName) {
    var history =
        HistorySyncConfig.newBuilder()
            .setStorageQuotaMb(STORAGE_QUOTA_MB)
            .setInlineInitialPayloadInE2EeMsg(true)
            // We keep no calls and no history of groups from before we joined.
            .setSupportCallLogHistory(false)
            .setSupportGroupHistory(false)
            .setSupportBotUserAgentChatHistory(true)
            .setSupportCagReactionsAndPolls(true)
            .setSupportBizHostedMsg(true)
            .setSupportRecentSyncChunkMessageCountTuning(true)
            .setSupportHostedGroupMsg(true)
            .setSupportFbidBotChatHistory(true)
            .setSupportAddOnHistorySyncMigration(true)
            .setSupportMessageAssociation(true);
    return DeviceProps.newBuilder()
        .setOs(osName)
        .setVersion(AppVersion.newBuilder().setPrimary(0).setSecondary(1).setTertiary(0))
        .setPlatformType(DeviceProps.PlatformType.CHROME)
        .setRequireFullSync(false)
        .setHistorySyncConfig(history)
        .build();
  }

  /** The wire fixes MD5 here; it protects nothing. */
  static byte[] buildHash(ClientVersion version) {
    try {
      return MessageDigest.getInstance("MD5")
          .digest(version.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no MD5", e);
    }
  }
}
