package dev.wharf.keystore;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.proto.StoredCredentials;
import dev.wharf.protocol.proto.StoredDeviceKeys;
import dev.wharf.protocol.proto.StoredIdentity;
import dev.wharf.protocol.proto.StoredKeyPair;
import dev.wharf.protocol.signal.SignedPreKey;

/** Credentials as bytes, before they are sealed. */
final class CredentialsCodec {

  private CredentialsCodec() {}

  static byte[] encode(Credentials credentials) {
    var stored =
        StoredCredentials.newBuilder()
            .setKeys(keys(credentials.keys()))
            .setRoutingInfo(ByteString.copyFrom(credentials.routingInfo()));
    if (credentials.identity() != null) {
      stored.setIdentity(identity(credentials.identity()));
    }
    return stored.build().toByteArray();
  }

  /**
   * @throws KeystoreFault {@code INCOMPLETE} if a part is missing, {@code CORRUPT} if one is not
   *     what it should be
   */
  static Credentials decode(byte[] bytes) {
    try {
      var stored = StoredCredentials.parseFrom(bytes);
      require(stored.hasKeys(), "keys");
      return new Credentials(
          keys(stored.getKeys()),
          stored.hasIdentity() ? identity(stored.getIdentity()) : null,
          stored.getRoutingInfo().toByteArray());
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ProtocolFault e) {
      throw KeystoreFault.corrupt("credentials");
    }
  }

  private static StoredDeviceKeys keys(DeviceKeys keys) {
    return StoredDeviceKeys.newBuilder()
        .setNoise(pair(keys.noise()))
        .setIdentity(pair(keys.identity()))
        .setSignedPreKeyId(keys.signedPreKey().id())
        .setSignedPreKey(pair(keys.signedPreKey().keyPair()))
        .setSignedPreKeySignature(ByteString.copyFrom(keys.signedPreKey().signature()))
        .setRegistrationId(keys.registrationId())
        .setAdvSecret(ByteString.copyFrom(keys.advSecret()))
        .build();
  }

  private static DeviceKeys keys(StoredDeviceKeys stored) {
    require(stored.hasNoise(), "noise key");
    require(stored.hasIdentity(), "identity key");
    require(
        stored.hasSignedPreKeyId() && stored.hasSignedPreKey() && stored.hasSignedPreKeySignature(),
        "signed pre-key");
    require(stored.hasRegistrationId(), "registration id");
    require(stored.hasAdvSecret(), "adv secret");
    return new DeviceKeys(
        pair(stored.getNoise()),
        pair(stored.getIdentity()),
        new SignedPreKey(
            stored.getSignedPreKeyId(),
            pair(stored.getSignedPreKey()),
            stored.getSignedPreKeySignature().toByteArray()),
        stored.getRegistrationId(),
        stored.getAdvSecret().toByteArray());
  }

  private static StoredKeyPair pair(KeyPair pair) {
    return StoredKeyPair.newBuilder()
        .setPrivateKey(ByteString.copyFrom(pair.privateKey()))
        .setPublicKey(ByteString.copyFrom(pair.publicKey()))
        .build();
  }

  private static KeyPair pair(StoredKeyPair stored) {
    return new KeyPair(stored.getPrivateKey().toByteArray(), stored.getPublicKey().toByteArray());
  }

  private static StoredIdentity identity(PairingIdentity identity) {
    var stored =
        StoredIdentity.newBuilder()
            .setPhone(identity.self().toString())
            .setLid(identity.lid().toString())
            .setAccountSignatureKey(ByteString.copyFrom(identity.accountSignatureKey()))
            .setKeyIndex(identity.keyIndex())
            .setSignedDeviceIdentity(ByteString.copyFrom(identity.signedDeviceIdentity()));
    if (identity.platform() != null) {
      stored.setPlatform(identity.platform());
    }
    if (identity.businessName() != null) {
      stored.setBusinessName(identity.businessName());
    }
    return stored.build();
  }

  private static PairingIdentity identity(StoredIdentity stored) {
    require(stored.hasPhone(), "phone address");
    require(stored.hasLid(), "hidden address");
    require(stored.hasAccountSignatureKey(), "account signature key");
    require(stored.hasKeyIndex(), "key index");
    require(stored.hasSignedDeviceIdentity(), "signed device identity");
    return new PairingIdentity(
        Jid.parse(stored.getPhone()),
        Jid.parse(stored.getLid()),
        stored.hasPlatform() ? stored.getPlatform() : null,
        stored.hasBusinessName() ? stored.getBusinessName() : null,
        stored.getAccountSignatureKey().toByteArray(),
        stored.getKeyIndex(),
        stored.getSignedDeviceIdentity().toByteArray());
  }

  private static void require(boolean present, String what) {
    if (!present) {
      throw KeystoreFault.incomplete(what);
    }
  }
}
