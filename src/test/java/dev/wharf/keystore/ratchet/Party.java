package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.Credentials;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.OwnDevice;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SkippedChange;
import dev.wharf.protocol.signal.SkippedKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An account that talks over the database: nothing stays in memory between two steps. */
final class Party {

  final Jid self;
  final AccountId account;
  final DeviceKeys keys;
  final OwnDevice own;
  final Random random;
  final Stores stores;

  /** What the rows of skipped keys must be, by what was committed. */
  final SkippedKeys model = new SkippedKeys();

  Party(Stores stores, Jid self, long seed) {
    this.stores = stores;
    this.self = self;
    random = new Random(seed);
    account = AccountId.random(new SecureRandom());
    keys = DeviceKeys.generate(random);
    own = new OwnDevice(keys.identity(), keys.registrationId());
    stores.run(stores.credentials.save(account, Credentials.fresh(keys)));
  }

  PreKeyBundle bundle() {
    return bundle(Optional.empty());
  }

  PreKeyBundle bundleWithPreKey() {
    return bundle(Optional.of(stores.run(stores.preKeys.allocate(account, 1, random)).getFirst()));
  }

  private PreKeyBundle bundle(Optional<PreKey> preKey) {
    var signed = keys.signedPreKey();
    return new PreKeyBundle(
        keys.registrationId(),
        PublicKey.of(keys.identity()),
        new PreKeyBundle.SignedKey(signed.id(), PublicKey.of(signed.keyPair()), signed.signature()),
        preKey.map(it -> new PreKeyBundle.OneTimeKey(it.id(), PublicKey.of(it.keyPair()))));
  }

  void start(Jid peer, PreKeyBundle bundle) {
    var known = peer(peer);
    var started = (RatchetCipher.Started) RatchetCipher.start(own, known.ratchet(), bundle, random);
    stores.save(
        account,
        new KeyChange.RatchetMoved(peer, started.ratchet(), started.skipped()),
        new KeyChange.IdentitySeen(peer, bundle.identity()));
    model.apply(started.skipped());
  }

  PeerKeys peer(Jid peer) {
    return stores.run(stores.ratchets.load(account, List.of(peer))).get(peer);
  }

  /** A message that may leave: its ratchet is committed. */
  EncryptedMessage send(Jid peer, String text) {
    var encrypted = encrypt(peer, text);
    stores.save(account, moved(peer, encrypted));
    return encrypted.message();
  }

  /** Dies before the commit; the message does not leave. */
  void sendAndCrash(Jid peer, String text) {
    stores.saveAndCrash(account, List.of(moved(peer, encrypt(peer, text))));
  }

  private static KeyChange moved(Jid peer, Encryption.Encrypted encrypted) {
    return new KeyChange.RatchetMoved(peer, encrypted.ratchet(), SkippedChange.NONE);
  }

  private Encryption.Encrypted encrypt(Jid peer, String text) {
    return (Encryption.Encrypted)
        RatchetCipher.encrypt(own, peer(peer).ratchet(), text.getBytes(StandardCharsets.UTF_8));
  }

  Decryption receive(Jid peer, EncryptedMessage message) {
    Decryption decryption = decrypt(peer, message);
    if (decryption instanceof Decryption.Decrypted it) {
      stores.save(account, changes(peer, it).toArray(KeyChange[]::new));
      model.apply(it.skipped());
    }
    return decryption;
  }

  void receiveAndCrash(Jid peer, EncryptedMessage message) {
    if (decrypt(peer, message) instanceof Decryption.Decrypted it) {
      stores.saveAndCrash(account, changes(peer, it));
    }
  }

  Decryption decrypt(Jid peer, EncryptedMessage message) {
    var incoming = IncomingMessage.parse(message.type(), message.bytes());
    var opening = stores.run(stores.ratchets.opening(account, peer, incoming, keys.signedPreKey()));
    return RatchetCipher.decrypt(own, opening.peer().ratchet(), incoming, opening.found(), random);
  }

  static List<KeyChange> changes(Jid peer, Decryption.Decrypted opened) {
    List<KeyChange> changes = new ArrayList<>();
    changes.add(new KeyChange.RatchetMoved(peer, opened.ratchet(), opened.skipped()));
    opened.usedPreKey().ifPresent(id -> changes.add(new KeyChange.PreKeyUsed(id)));
    if (opened.started()) {
      changes.add(new KeyChange.IdentitySeen(peer, opened.identity()));
    }
    return changes;
  }

  String read(Jid peer, EncryptedMessage message) {
    return text((Decryption.Decrypted) receive(peer, message));
  }

  static String text(Decryption.Decrypted opened) {
    return new String(opened.plaintext(), StandardCharsets.UTF_8);
  }
}
