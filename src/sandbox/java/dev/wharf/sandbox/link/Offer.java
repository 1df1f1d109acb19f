package dev.wharf.sandbox.link;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ClientPairingProps;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Companion;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.PreKeyPool;
import dev.wharf.sandbox.account.Proofs;
import dev.wharf.sandbox.fault.Fault;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A place in an account, signed by the phone, not yet by the companion.
 *
 * @param withheld the companion is not told its number until it has asked that often; 0 tells it
 */
record Offer(
    String iqId,
    Account account,
    int device,
    int keyIndex,
    ADVSignedDeviceIdentity identity,
    Optional<Fault.Part> flaw,
    int withheld) {

  static Offer make(
      World world, Connection connection, Account account, int device, Companion companion) {
    int keyIndex = account.nextKeyIndex();
    var identity =
        Proofs.enrol(
            account.keys().identity(),
            account.rawId(),
            keyIndex,
            companion.identity(),
            world.now(),
            world.random());
    var script = connection.script();
    return new Offer(
        connection.nextId(),
        account,
        device,
        keyIndex,
        identity,
        script.find(Fault.BadProof.class).map(Fault.BadProof::part),
        script.find(Fault.WithheldNumber.class).map(Fault.WithheldNumber::queries).orElse(0));
  }

  Node pairSuccess(byte[] advSecret, RandomGenerator random) {
    byte[] container =
        switch (flaw.orElse(null)) {
          case HMAC -> Proofs.seal(identity, otherSecret(random));
          case SIGNATURE -> Proofs.seal(wronglySigned(), advSecret);
          case null -> Proofs.seal(identity, advSecret);
        };
    Jid named = withheld > 0 ? account.lidJid(device) : account.phoneJid(device);
    return Node.of("pair-success")
        .children(
            Node.of("device-identity").bytes(container),
            Node.of("platform").with("name", "android"),
            Node.of("device").with("jid", named).with("lid", account.lidJid(device)),
            Node.of("client-props").bytes(props()));
  }

  /**
   * The device, if the companion signed what it was offered; otherwise an IllegalArgumentException
   * that says what is wrong.
   */
  Device accept(Companion companion, int answeredKeyIndex, byte[] answer) {
    if (answeredKeyIndex != keyIndex) {
      throw new IllegalArgumentException("key-index is not the one offered");
    }
    var signed = Proofs.accept(identity, companion.identity(), answer);
    var made =
        new Device(
            new Device.Enrolment(
                device,
                keyIndex,
                companion.noiseKey(),
                companion.identity(),
                companion.registrationId(),
                signed.toByteArray(),
                companion.system()),
            new PreKeyPool(companion.signed()));
    made.withholdNumber(withheld);
    return made;
  }

  private ADVSignedDeviceIdentity wronglySigned() {
    byte[] signature = identity.getAccountSignature().toByteArray();
    signature[0] ^= 1;
    return identity.toBuilder().setAccountSignature(ByteString.copyFrom(signature)).build();
  }

  private static byte[] otherSecret(RandomGenerator random) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return secret;
  }

  private static byte[] props() {
    return ClientPairingProps.newBuilder()
        .setIsChatDbLidMigrated(true)
        .setIsSyncdPureLidSession(false)
        .setIsSyncdSnapshotRecoveryEnabled(false)
        .build()
        .toByteArray();
  }
}
