package dev.wharf.protocol.signal;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What two identities agree on over pre-keys, from either side (messaging.md 15.1). All functions
 * throw {@link ProtocolFault} {@code WEAK_KEY} for a public key without a secret.
 */
final class X3dh {

  private X3dh() {}

  /** Starts towards a bundle whose signature was checked. */
  static RatchetState initiate(
      OwnDevice own, PreKeyBundle bundle, KeyPair base, KeyPair ratchetKey) {
    PublicKey signed = bundle.signedPreKey().key();
    var secrets = new Secrets();
    secrets.agree(own.identity(), signed);
    secrets.agree(base, bundle.identity());
    secrets.agree(base, signed);
    bundle.oneTimePreKey().ifPresent(key -> secrets.agree(base, key.key()));
    Kdf.Pair agreed = secrets.derive();
    Kdf.Pair sending =
        Kdf.step(agreed.root(), Curve25519.agree(ratchetKey.privateKey(), signed.bytes()));
    return new RatchetState(
        bundle.identity(),
        bundle.registrationId(),
        PublicKey.of(base),
        sending.root(),
        new SendingChain(ratchetKey, ChainKey.first(sending.chain()), 0),
        List.of(),
        Optional.of(
            new Announcement(
                bundle.signedPreKey().id(),
                bundle
                    .oneTimePreKey()
                    .map(key -> OptionalInt.of(key.id()))
                    .orElseGet(OptionalInt::empty))));
  }

  /** What the first message of a peer leads to: a state that has opened nothing yet. */
  static RatchetState respond(
      OwnDevice own, PreKeyMessage first, KeyPair signedPreKey, Optional<PreKey> preKey) {
    var secrets = new Secrets();
    secrets.agree(signedPreKey, first.identityKey());
    secrets.agree(own.identity(), first.baseKey());
    secrets.agree(signedPreKey, first.baseKey());
    preKey.ifPresent(key -> secrets.agree(key.keyPair(), first.baseKey()));
    Kdf.Pair agreed = secrets.derive();
    return new RatchetState(
        first.identityKey(),
        first.registrationId(),
        first.baseKey(),
        agreed.root(),
        // Stands for our ratchet key until the peer's first one is seen, which is in this message.
        new SendingChain(signedPreKey, ChainKey.first(agreed.chain()), 0),
        List.of(),
        Optional.empty());
  }

  private static final class Secrets {

    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();

    Secrets() {
      byte[] ones = new byte[Curve25519.KEY_LENGTH];
      Arrays.fill(ones, (byte) 0xFF);
      joined.writeBytes(ones);
    }

    void agree(KeyPair ours, PublicKey theirs) {
      joined.writeBytes(Curve25519.agree(ours.privateKey(), theirs.bytes()));
    }

    Kdf.Pair derive() {
      return Kdf.agreement(joined.toByteArray());
    }
  }
}
