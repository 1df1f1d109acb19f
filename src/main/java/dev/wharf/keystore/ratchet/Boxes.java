package dev.wharf.keystore.ratchet;

import dev.wharf.keystore.AccountSeal;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.Secret;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.signal.SkippedKey;
import dev.wharf.protocol.signal.StoredRatchet;
import dev.wharf.protocol.signal.StoredSenderKey;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sealed columns of one account. Every column has its kind, and each box is bound to its row.
 * All that open one fail with {@link KeystoreFault} {@code CORRUPT} if it is not what they look
 * for.
 */
final class Boxes {

  private static final String RATCHET = "ratchet";
  private static final String SKIPPED = "skipped-key";
  private static final String SENDER_KEYS = "sender-keys";
  private static final String SKIPPED_SENDER = "skipped-sender-key";
  private static final String OWN = "own-sender-key";
  private static final String SIGNED = "former-signed-pre-key";

  /** The private key, then the signature. */
  private static final int SIGNED_LENGTH = Secret.LENGTH + Curve25519.SIGNATURE_LENGTH;

  private final AccountSeal seal;

  Boxes(AccountSeal seal) {
    this.seal = seal;
  }

  Buffer close(Place place, Ratchet ratchet) {
    return close(RATCHET, place.row(), StoredRatchet.write(ratchet));
  }

  Ratchet ratchet(Place place, @Nullable Buffer box) {
    return open(RATCHET, place.row(), box, StoredRatchet::read).orElse(Ratchet.NONE);
  }

  Buffer close(Place place, SenderKeys keys) {
    return close(SENDER_KEYS, place.row(), StoredSenderKey.write(keys));
  }

  SenderKeys senderKeys(Place place, @Nullable Buffer box) {
    return open(SENDER_KEYS, place.row(), box, StoredSenderKey::read).orElse(SenderKeys.NONE);
  }

  Buffer close(Place place, SkippedKey key) {
    return close(skipped(place), place.row(key.id()), key.seed().bytes());
  }

  Optional<SkippedKey> skippedKey(Place place, SkippedKey.Id id, @Nullable Buffer box) {
    return open(skipped(place), place.row(id), box, seed -> new SkippedKey(id, new Secret(seed)));
  }

  Buffer close(String group, OwnSenderKey key) {
    return close(OWN, group, StoredSenderKey.write(key));
  }

  Optional<OwnSenderKey> ownSenderKey(String group, @Nullable Buffer box) {
    return open(OWN, group, box, StoredSenderKey::readOwn);
  }

  Buffer close(SignedPreKey key) {
    byte[] secret = Arrays.copyOf(key.keyPair().privateKey(), SIGNED_LENGTH);
    System.arraycopy(key.signature(), 0, secret, Secret.LENGTH, key.signature().length);
    return close(SIGNED, Integer.toString(key.id()), secret);
  }

  Optional<SignedPreKey> signedPreKey(int id, @Nullable Buffer box) {
    return open(SIGNED, Integer.toString(id), box, secret -> signedPreKey(id, secret));
  }

  Optional<PreKey> preKey(int id, @Nullable Buffer box) {
    return Optional.ofNullable(box).map(it -> PreKeyStore.open(seal, id, it.getBytes()));
  }

  private static SignedPreKey signedPreKey(int id, byte[] secret) {
    return new SignedPreKey(
        id,
        KeyPair.ofPrivate(Arrays.copyOf(secret, Secret.LENGTH)),
        Arrays.copyOfRange(secret, Secret.LENGTH, secret.length));
  }

  private static String skipped(Place place) {
    return place.group().isEmpty() ? SKIPPED : SKIPPED_SENDER;
  }

  private Buffer close(String kind, String row, byte[] secret) {
    return Buffer.buffer(seal.close(kind, row, secret));
  }

  private <T> Optional<T> open(
      String kind, String row, @Nullable Buffer box, Function<byte[], T> read) {
    if (box == null) {
      return Optional.empty();
    }
    byte[] secret = seal.open(kind, row, box.getBytes());
    try {
      return Optional.of(read.apply(secret));
    } catch (ProtocolFault | IllegalArgumentException unreadable) {
      throw KeystoreFault.corrupt(kind);
    }
  }
}
