package dev.wharf.keystore;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.KeystoreFault.Kind;
import dev.wharf.keystore.proto.StoredCredentials;
import dev.wharf.keystore.proto.StoredKeyPair;
import dev.wharf.keystore.proto.StoredPairing;
import dev.wharf.keystore.proto.StoredSignedPreKey;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.signal.SignedPreKey;
import java.time.Instant;

/** Credentials as bytes and back. */
final class CredentialsFormat {

  private CredentialsFormat() {}

  static byte[] write(Credentials credentials) {
    DeviceKeys keys = credentials.keys();
    var stored =
        StoredCredentials.newBuilder()
            .setNoise(pair(keys.noise()))
            .setIdentity(pair(keys.identity()))
            .setSignedPreKey(
                StoredSignedPreKey.newBuilder()
                    .setId(keys.signedPreKey().id())
                    .setKeyPair(pair(keys.signedPreKey().keyPair()))
                    .setSignature(ByteString.copyFrom(keys.signedPreKey().signature())))
            .setRegistrationId(keys.registrationId())
            .setAdvSecret(ByteString.copyFrom(keys.advSecret()))
            .setCreatedAtMillis(credentials.createdAt().toEpochMilli());
    if (credentials.identity() != null) {
      stored.setPairing(pairing(credentials.identity()));
    }
    if (credentials.routingInfo() != null) {
      stored.setRoutingInfo(ByteString.copyFrom(credentials.routingInfo()));
    }
    if (credentials.serverChain() != null) {
      stored.setServerChain(ByteString.copyFrom(credentials.serverChain()));
    }
    if (credentials.connectedAt() != null) {
      stored.setConnectedAtMillis(credentials.connectedAt().toEpochMilli());
    }
    return stored.build().toByteArray();
  }

  /**
   * @throws KeystoreFault {@code CORRUPT} if the bytes are no credentials, {@code INCOMPLETE} if a
   *     part is missing
   */
  static Credentials read(byte[] bytes) {
    StoredCredentials stored;
    try {
      stored = StoredCredentials.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new KeystoreFault(Kind.CORRUPT, "The stored credentials are not readable.");
    }
    try {
      return new Credentials(
          keys(stored),
          stored.hasPairing() ? pairing(stored.getPairing()) : null,
          stored.hasRoutingInfo() ? stored.getRoutingInfo().toByteArray() : null,
          stored.hasServerChain() ? stored.getServerChain().toByteArray() : null,
          Instant.ofEpochMilli(stored.getCreatedAtMillis()),
          stored.hasConnectedAtMillis()
              ? Instant.ofEpochMilli(stored.getConnectedAtMillis())
              : null);
    } catch (ProtocolFault | IllegalArgumentException e) {
      throw new KeystoreFault(
          Kind.INCOMPLETE, "The stored credentials lack a part: the account must be paired again.");
    }
  }

  private static DeviceKeys keys(StoredCredentials stored) {
    StoredSignedPreKey signed = stored.getSignedPreKey();
    return new DeviceKeys(
        pair(stored.getNoise()),
        pair(stored.getIdentity()),
        new SignedPreKey(
            signed.getId(), pair(signed.getKeyPair()), signed.getSignature().toByteArray()),
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

  private static StoredPairing pairing(PairingIdentity identity) {
    var stored =
        StoredPairing.newBuilder()
            .setPhone(identity.phone().toString())
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

  private static PairingIdentity pairing(StoredPairing stored) {
    return new PairingIdentity(
        Jid.parse(stored.getPhone()),
        Jid.parse(stored.getLid()),
        stored.hasPlatform() ? stored.getPlatform() : null,
        stored.hasBusinessName() ? stored.getBusinessName() : null,
        stored.getAccountSignatureKey().toByteArray(),
        stored.getKeyIndex(),
        stored.getSignedDeviceIdentity().toByteArray());
  }
}
