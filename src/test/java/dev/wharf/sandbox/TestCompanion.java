package dev.wharf.sandbox;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.proto.ADVDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentityHMAC;
import dev.wharf.protocol.proto.AppVersion;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.protocol.proto.DevicePairingRegistrationData;
import dev.wharf.protocol.proto.DeviceProps;
import dev.wharf.protocol.proto.UserAgent;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A companion device of a test: its keys, and what it says with them. Written for tests only. */
final class TestCompanion {

  private static final SecureRandom RANDOM = new SecureRandom();

  final KeyPair noiseKey = KeyPair.generate(RANDOM);
  final KeyPair identity = KeyPair.generate(RANDOM);
  final KeyPair signedPreKey = KeyPair.generate(RANDOM);
  final Map<Integer, KeyPair> oneTime = new HashMap<>();
  byte[] advSecret = bytes(32);
  int versionRevision = 1_043_857_760;

  byte[] registration(String pushName) {
    var data =
        DevicePairingRegistrationData.newBuilder()
            .setERegid(octets(0, 0, 1, 7))
            .setEKeytype(octets(5))
            .setEIdent(ByteString.copyFrom(identity.publicKey()))
            .setESkeyId(octets(0, 0, 1))
            .setESkeyVal(ByteString.copyFrom(signedPreKey.publicKey()))
            .setESkeySig(ByteString.copyFrom(signed(signedPreKey.publicKey())))
            .setBuildHash(ByteString.copyFrom(new byte[16]))
            .setDeviceProps(DeviceProps.newBuilder().setOs("Test").build().toByteString());
    var payload = client().setPassive(false).setPull(false).setDevicePairingData(data);
    if (!pushName.isEmpty()) {
      payload.setPushName(pushName);
    }
    return payload.build().toByteArray();
  }

  byte[] login(String username, int device, boolean passive) {
    return client()
        .setPassive(passive)
        .setPull(true)
        .setUsername(Long.parseLong(username))
        .setDevice(device)
        .build()
        .toByteArray();
  }

  private ClientPayload.Builder client() {
    var version =
        AppVersion.newBuilder().setPrimary(2).setSecondary(3000).setTertiary(versionRevision);
    return ClientPayload.newBuilder()
        .setUserAgent(
            UserAgent.newBuilder()
                .setPlatform(UserAgent.Platform.WEB)
                .setAppVersion(version)
                .setMcc("000")
                .setMnc("000"));
  }

  String qr(String ref) {
    return "https://wa.me/settings/linked_devices#"
        + String.join(
            ",",
            ref,
            Base64.getEncoder().encodeToString(noiseKey.publicKey()),
            Base64.getEncoder().encodeToString(identity.publicKey()),
            Base64.getEncoder().encodeToString(advSecret),
            "1");
  }

  /** What is wrong with the container of pair-success; empty if all three parts of it verify. */
  String check(byte[] container) throws Exception {
    var sealed = ADVSignedDeviceIdentityHMAC.parseFrom(container);
    if (!Arrays.equals(hmac(sealed.getDetails().toByteArray()), sealed.getHmac().toByteArray())) {
      return "hmac";
    }
    var offered = ADVSignedDeviceIdentity.parseFrom(sealed.getDetails());
    byte[] message = join(octets(6, 0), offered.getDetails(), identity.publicKey());
    return Curve25519.verify(
            offered.getAccountSignatureKey().toByteArray(),
            message,
            offered.getAccountSignature().toByteArray())
        ? ""
        : "signature";
  }

  /** The answer to pair-success. */
  Node sign(Node pairSuccess) throws Exception {
    byte[] container =
        pairSuccess.childList().getFirst().child("device-identity").get().bytes().get();
    var offered =
        ADVSignedDeviceIdentity.parseFrom(
            ADVSignedDeviceIdentityHMAC.parseFrom(container).getDetails());
    byte[] message =
        join(
            octets(6, 1),
            offered.getDetails(),
            identity.publicKey(),
            offered.getAccountSignatureKey().toByteArray());
    byte[] signature = Curve25519.sign(identity.privateKey(), message, bytes(64));
    var answer =
        offered.toBuilder()
            .clearAccountSignatureKey()
            .setDeviceSignature(ByteString.copyFrom(signature))
            .build();
    int keyIndex = ADVDeviceIdentity.parseFrom(offered.getDetails()).getKeyIndex();
    return Node.of("iq")
        .with("to", Jid.SERVER)
        .with("type", "result")
        .with("id", pairSuccess.string("id").orElseThrow())
        .children(
            Node.of("pair-device-sign")
                .children(
                    Node.of("device-identity")
                        .with("key-index", keyIndex)
                        .bytes(answer.toByteArray())));
  }

  /** An upload of so many one-time keys, ids from {@code first}. */
  Node upload(int first, int count) {
    List<Node> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      oneTime.put(first + i, KeyPair.generate(RANDOM));
      keys.add(
          Node.of("key")
              .children(
                  Node.of("id").bytes(id(first + i)),
                  Node.of("value").bytes(oneTime.get(first + i).publicKey())));
    }
    return request("encrypt", "set")
        .children(
            Node.of("registration").bytes(new byte[] {0, 0, 1, 7}),
            Node.of("type").bytes(new byte[] {5}),
            Node.of("identity").bytes(identity.publicKey()),
            Node.of("list").children(keys),
            signedPreKey(2));
  }

  Node signedPreKey(int id) {
    return Node.of("skey")
        .children(
            Node.of("id").bytes(id(id)),
            Node.of("value").bytes(signedPreKey.publicKey()),
            Node.of("signature").bytes(signed(signedPreKey.publicKey())));
  }

  static Node request(String xmlns, String type) {
    return Node.of("iq")
        .with("to", Jid.SERVER)
        .with("type", type)
        .with("xmlns", xmlns)
        .with("id", "t." + RANDOM.nextInt(1 << 30));
  }

  private static byte[] id(int id) {
    return new byte[] {(byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
  }

  private byte[] signed(byte[] key) {
    return Curve25519.sign(
        identity.privateKey(), join(octets(5), ByteString.EMPTY, key), bytes(64));
  }

  private byte[] hmac(byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(advSecret, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] join(ByteString prefix, ByteString details, byte[]... keys) {
    var buffer = ByteBuffer.allocate(512);
    buffer.put(prefix.toByteArray()).put(details.toByteArray());
    for (byte[] key : keys) {
      buffer.put(key);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static ByteString octets(int first, int... more) {
    var octets = ByteString.newOutput();
    octets.write(first);
    for (int next : more) {
      octets.write(next);
    }
    return octets.toByteString();
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
