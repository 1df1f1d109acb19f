package dev.wharf.sandbox.phone;

import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.FoundKeys;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.OwnDevice;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.signal.SkippedKeys;
import dev.wharf.sandbox.account.KeyBundle;
import dev.wharf.sandbox.account.PhoneKeys;
import dev.wharf.sandbox.post.Party;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one phone has agreed with other devices. Devices are parties, so that phone number and
 * hidden id of one device are one ratchet. In memory: a phone that was restarted starts anew.
 */
final class Ratchets {

  private static final class Peer {
    Ratchet ratchet = Ratchet.NONE;
    final SkippedKeys skipped = new SkippedKeys();
  }

  private final Party own;
  private final Network network;
  private final Map<Party, Peer> peers = new HashMap<>();

  Ratchets(Party own, Network network) {
    this.own = own;
    this.network = network;
  }

  /** Pads and encrypts; starts a ratchet if there is none. Empty if there is no such device. */
  Optional<EncryptedMessage> encrypt(Party to, byte[] message) {
    if (!agreed(to)) {
      Optional<KeyBundle> bundle = to.account().bundle(to.device(), network.random());
      if (bundle.isEmpty()) {
        return Optional.empty();
      }
      network.keysTaken(to.account(), to.device());
      start(to, of(bundle.get()));
    }
    Peer peer = peers.computeIfAbsent(to, _ -> new Peer());
    byte[] padded = Padding.pad(message, network.random());
    return switch (RatchetCipher.encrypt(device(), peer.ratchet, padded)) {
      case Encryption.Encrypted(var ratchet, var encrypted) -> {
        peer.ratchet = ratchet;
        yield Optional.of(encrypted);
      }
      case Encryption.NoRatchet _ -> Optional.empty();
    };
  }

  /** Takes what a device sent of its keys, or lets the next message fetch them. */
  void renew(Party with, Optional<PreKeyBundle> bundle) {
    if (bundle.isPresent()) {
      start(with, bundle.get());
    } else {
      Peer peer = peers.computeIfAbsent(with, _ -> new Peer());
      peer.ratchet = peer.ratchet.archived();
    }
  }

  /** Decrypts, and remembers what has changed by it. The plaintext is still padded. */
  Decryption decrypt(Party from, EncryptedMessage.Type type, byte[] bytes) {
    Peer peer = peers.computeIfAbsent(from, _ -> new Peer());
    var message = IncomingMessage.parse(type, bytes);
    var decryption =
        RatchetCipher.decrypt(
            device(), peer.ratchet, message, find(peer, message), network.random());
    switch (decryption) {
      case Decryption.Decrypted(var ratchet, _, var skipped, var usedPreKey, _, _) -> {
        peer.ratchet = ratchet;
        peer.skipped.apply(skipped);
        if (usedPreKey.isPresent()) {
          keys().usedUp(usedPreKey.getAsInt());
          network.changed(own.account());
        }
      }
      case DecryptFailure _ -> {}
    }
    return decryption;
  }

  void forget(Party peer) {
    peers.remove(peer);
  }

  void clear() {
    peers.clear();
  }

  private void start(Party with, PreKeyBundle bundle) {
    Peer peer = peers.computeIfAbsent(with, _ -> new Peer());
    switch (RatchetCipher.start(device(), peer.ratchet, bundle, network.random())) {
      case RatchetCipher.Started(var ratchet, var skipped) -> {
        peer.ratchet = ratchet;
        peer.skipped.apply(skipped);
      }
      case RatchetCipher.BadBundle _ -> peer.ratchet = peer.ratchet.archived();
    }
  }

  /** Whether there is a ratchet with the device that has that place now. */
  private boolean agreed(Party with) {
    Peer peer = peers.get(with);
    return peer != null
        && peer.ratchet.open()
        && identity(with).isPresent()
        && identity(with).equals(peer.ratchet.identity());
  }

  private static Optional<PublicKey> identity(Party of) {
    return of.device() == 0
        ? Optional.of(PublicKey.of(of.account().keys().identity()))
        : of.account().device(of.device()).map(it -> new PublicKey(it.enrolment().identity()));
  }

  private FoundKeys find(Peer peer, IncomingMessage message) {
    return new FoundKeys(
        message.skippedKey().flatMap(peer.skipped::find),
        boxed(message.preKeyId())
            .flatMap(id -> keys().oneTime(id).map(pair -> new PreKey(id, pair))),
        boxed(message.signedPreKeyId())
            .filter(id -> id == keys().signed().id())
            .map(id -> new SignedPreKey(id, keys().signedPair(), keys().signed().signature())));
  }

  static PreKeyBundle of(KeyBundle bundle) {
    return new PreKeyBundle(
        bundle.registrationId(),
        new PublicKey(bundle.identity()),
        new PreKeyBundle.SignedKey(
            bundle.signed().id(),
            new PublicKey(bundle.signed().publicKey()),
            bundle.signed().signature()),
        bundle
            .oneTime()
            .map(it -> new PreKeyBundle.OneTimeKey(it.id(), new PublicKey(it.publicKey()))));
  }

  private OwnDevice device() {
    return new OwnDevice(keys().identity(), keys().registrationId());
  }

  private PhoneKeys keys() {
    return own.account().keys();
  }

  private static Optional<Integer> boxed(OptionalInt id) {
    return id.isPresent() ? Optional.of(id.getAsInt()) : Optional.empty();
  }
}
