package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.protocol.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A device with one peer, which stores as a service would: the ratchet goes through its bytes
 * between any two steps, skipped keys are rows, and a failure changes nothing.
 */
final class Device {

  final OwnDevice own;
  final SignedPreKey signedPreKey;
  final Map<Integer, PreKey> preKeys = new HashMap<>();
  final SkippedKeys skipped = new SkippedKeys();
  final RandomGenerator random;
  Ratchet ratchet = Ratchet.NONE;

  Device(long seed) {
    this(seed, new Random(seed));
  }

  private Device(long seed, RandomGenerator random) {
    this(new OwnDevice(KeyPair.generate(random), (int) seed & 0x3FFF), random);
  }

  Device(OwnDevice own, RandomGenerator random) {
    this(own, SignedPreKey.create(1, own.identity(), random), random);
  }

  Device(OwnDevice own, SignedPreKey signedPreKey, RandomGenerator random) {
    this.own = own;
    this.signedPreKey = signedPreKey;
    this.random = random;
  }

  PublicKey identity() {
    return PublicKey.of(own.identity());
  }

  PreKeyBundle bundle() {
    return bundle(Optional.empty());
  }

  /** With a one-time pre-key of that id, made anew. */
  PreKeyBundle bundle(int preKeyId) {
    var preKey = new PreKey(preKeyId, KeyPair.generate(random));
    preKeys.put(preKeyId, preKey);
    return bundle(Optional.of(preKey));
  }

  private PreKeyBundle bundle(Optional<PreKey> preKey) {
    return new PreKeyBundle(
        own.registrationId(),
        identity(),
        new PreKeyBundle.SignedKey(
            signedPreKey.id(), PublicKey.of(signedPreKey.keyPair()), signedPreKey.signature()),
        preKey.map(it -> new PreKeyBundle.OneTimeKey(it.id(), PublicKey.of(it.keyPair()))));
  }

  void start(PreKeyBundle bundle) {
    var started =
        assertInstanceOf(
            RatchetCipher.Started.class, RatchetCipher.start(own, ratchet, bundle, random));
    skipped.apply(started.skipped());
    store(started.ratchet());
  }

  EncryptedMessage encrypt(String plaintext) {
    return encrypt(plaintext.getBytes(StandardCharsets.UTF_8));
  }

  EncryptedMessage encrypt(byte[] plaintext) {
    var encrypted =
        assertInstanceOf(
            Encryption.Encrypted.class, RatchetCipher.encrypt(own, ratchet, plaintext));
    store(encrypted.ratchet());
    return encrypted.message();
  }

  Decryption decrypt(EncryptedMessage message) {
    var incoming = IncomingMessage.parse(message.type(), message.bytes());
    // As the inbox does: what is said to be opened by the ratchet alone is given nothing else.
    boolean alone = RatchetCipher.opensAlone(ratchet, incoming);
    var found = alone ? FoundKeys.NONE : find(incoming);
    var decryption = RatchetCipher.decrypt(own, ratchet, incoming, found, random);
    if (decryption instanceof Decryption.Decrypted decrypted) {
      skipped.apply(decrypted.skipped());
      decrypted.usedPreKey().ifPresent(preKeys::remove);
      store(decrypted.ratchet());
    }
    return decryption;
  }

  FoundKeys find(IncomingMessage message) {
    return new FoundKeys(
        message.skippedKey().flatMap(skipped::find),
        present(message.preKeyId()).map(preKeys::get),
        present(message.signedPreKeyId())
            .filter(it -> it == signedPreKey.id())
            .map(it -> signedPreKey));
  }

  Decryption.Decrypted open(EncryptedMessage message) {
    return assertInstanceOf(Decryption.Decrypted.class, decrypt(message));
  }

  String read(EncryptedMessage message) {
    return new String(open(message).plaintext(), StandardCharsets.UTF_8);
  }

  /** How many skipped keys the ratchet believes to be kept. */
  int counted() {
    return ratchet.states().stream()
        .flatMap(state -> state.receiving().stream())
        .mapToInt(ReceivingChain::kept)
        .sum();
  }

  private void store(Ratchet changed) {
    ratchet = StoredRatchet.read(StoredRatchet.write(changed));
  }

  private static Optional<Integer> present(OptionalInt id) {
    return id.isPresent() ? Optional.of(id.getAsInt()) : Optional.empty();
  }
}
