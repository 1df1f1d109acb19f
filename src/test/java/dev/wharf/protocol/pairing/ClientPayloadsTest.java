package dev.wharf.protocol.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.protocol.proto.DeviceProps;
import dev.wharf.protocol.proto.UserAgent;
import dev.wharf.protocol.proto.WebInfo;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPayloadsTest {

  private static final ClientVersion VERSION = ClientVersion.parse("2.3000.1043857760");
  private static final Jid SELF = Jid.phone("5511987654321", 5);

  @Test
  void registersTheKeysOfTheDevice() throws Exception {
    DeviceKeys generated = DeviceKeys.generate(new Random(3));
    var keys =
        new DeviceKeys(
            generated.noise(),
            generated.identity(),
            SignedPreKey.create(0x010203, generated.identity(), new Random(4)),
            0x1234,
            generated.advSecret());

    var data = registration(keys, null).getDevicePairingData();

    assertEquals("00001234", Vectors.hex(data.getERegid().toByteArray()));
    assertEquals("05", Vectors.hex(data.getEKeytype().toByteArray()));
    assertArrayEquals(keys.identity().publicKey(), data.getEIdent().toByteArray());
    assertEquals("010203", Vectors.hex(data.getESkeyId().toByteArray()));
    assertArrayEquals(keys.signedPreKey().keyPair().publicKey(), data.getESkeyVal().toByteArray());
    assertArrayEquals(keys.signedPreKey().signature(), data.getESkeySig().toByteArray());
    assertEquals(
        Vectors.hex("buildHash.2.3000.1043857760"), Vectors.hex(data.getBuildHash().toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.3000.1043857760", "2.3000.0"})
  void hashesTheVersion(String version) {
    assertEquals(
        Vectors.hex("buildHash." + version),
        Vectors.hex(ClientPayloads.buildHash(ClientVersion.parse(version))));
  }

  @Test
  void describesTheDeviceToThePhone() throws Exception {
    var payload = registration(DeviceKeys.generate(new Random(3)), null);

    var props = DeviceProps.parseFrom(payload.getDevicePairingData().getDeviceProps());
    assertEquals("Linux", props.getOs());
    assertEquals(DeviceProps.PlatformType.CHROME, props.getPlatformType());
    assertTrue(props.hasRequireFullSync());
    assertFalse(props.getRequireFullSync());
    assertEquals(10_240, props.getHistorySyncConfig().getStorageQuotaMb());
    assertTrue(props.getHistorySyncConfig().getInlineInitialPayloadInE2EeMsg());
    assertTrue(props.getHistorySyncConfig().getSupportMessageAssociation());
    assertFalse(props.getHistorySyncConfig().getSupportCallLogHistory());
  }

  @Test
  void registersNeitherPassiveNorPullingAndWithoutAUser() throws Exception {
    var payload = registration(DeviceKeys.generate(new Random(3)), null);

    assertTrue(payload.hasPassive() && !payload.getPassive());
    assertTrue(payload.hasPull() && !payload.getPull());
    assertFalse(payload.hasUsername());
    assertFalse(payload.hasDevice());
    assertFalse(payload.hasPushName());
  }

  @Test
  void registersWithAPushNameIfThereIsOne() throws Exception {
    assertEquals("Ana", registration(DeviceKeys.generate(new Random(3)), "Ana").getPushName());
  }

  @Test
  void logsInByNumberAndDevice() throws Exception {
    var payload = login();

    assertEquals(5511987654321L, payload.getUsername());
    assertEquals(5, payload.getDevice());
    assertTrue(payload.getPassive());
    assertTrue(payload.getPull());
    assertTrue(payload.getLidDbMigrated());
    assertEquals(1, payload.getLc());
    assertFalse(payload.hasDevicePairingData());
  }

  static Stream<ClientPayload> both() throws Exception {
    return Stream.of(registration(DeviceKeys.generate(new Random(3)), null), login());
  }

  @ParameterizedTest
  @MethodSource("both")
  void comesFromADesktopBrowser(ClientPayload payload) {
    UserAgent agent = payload.getUserAgent();
    assertEquals(UserAgent.Platform.WEB, agent.getPlatform());
    assertEquals(2, agent.getAppVersion().getPrimary());
    assertEquals(3000, agent.getAppVersion().getSecondary());
    assertEquals(1043857760, agent.getAppVersion().getTertiary());
    assertEquals("000", agent.getMcc());
    assertEquals("000", agent.getMnc());
    assertEquals("0.1", agent.getOsVersion());
    assertEquals("0.1", agent.getOsBuildNumber());
    assertEquals("Desktop", agent.getDevice());
    assertFalse(agent.hasManufacturer());
    assertEquals("en", agent.getLocaleLanguageIso6391());
    assertEquals("US", agent.getLocaleCountryIso31661Alpha2());
    assertTrue(agent.hasReleaseChannel());
    assertEquals(WebInfo.WebSubPlatform.WEB_BROWSER, payload.getWebInfo().getWebSubPlatform());
    assertEquals(1, payload.getConnectType().getNumber());
    assertEquals(1, payload.getConnectReason().getNumber());
  }

  static Stream<Jid> notOurselves() {
    return Stream.of(
        Jid.phone("5511987654321", 0),
        Jid.lid("123456789012345", 0),
        Jid.lid("not digits", 5),
        Jid.of("1203630412345", Jid.GROUP_SERVER),
        Jid.phone("not digits", 5),
        Jid.SERVER);
  }

  @ParameterizedTest
  @MethodSource("notOurselves")
  void logsInByNothingElse(Jid self) {
    assertThrows(IllegalArgumentException.class, () -> ClientPayloads.login(self, VERSION));
  }

  private static ClientPayload registration(DeviceKeys keys, String pushName)
      throws InvalidProtocolBufferException {
    return ClientPayload.parseFrom(ClientPayloads.registration(keys, VERSION, "Linux", pushName));
  }

  private static ClientPayload login() throws InvalidProtocolBufferException {
    return ClientPayload.parseFrom(ClientPayloads.login(SELF, VERSION));
  }
}
