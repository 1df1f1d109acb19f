package dev.wharf.sandbox.account;

import dev.wharf.protocol.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The Signal keys of the phone itself, device 0: identity, signed pre-key, and one-time keys made
 * when somebody asks for one. Private halves are kept until somebody has used them.
 */
public final class PhoneKeys {

  private static final int SIGNED_ID = 1;

  private final KeyPair identity;
  private final int registrationId;
  private final KeyPair signedPair;
  private final SignedPreKey signed;
  private final Map<Integer, KeyPair> givenOut = new LinkedHashMap<>();
  private int nextId = 1;

  public PhoneKeys(KeyPair identity, int registrationId, KeyPair signedPair, byte[] signature) {
    this.identity = identity;
    this.registrationId = registrationId;
    this.signedPair = signedPair;
    this.signed = new SignedPreKey(SIGNED_ID, signedPair.publicKey(), signature);
  }

  static PhoneKeys generate(RandomGenerator random) {
    KeyPair identity = KeyPair.generate(random);
    KeyPair signedPair = KeyPair.generate(random);
    byte[] signature = Proofs.sign(identity, SignedPreKey.typed(signedPair.publicKey()), random);
    return new PhoneKeys(identity, 1 + random.nextInt(16380), signedPair, signature);
  }

  /** A fresh one-time key, never given out before. */
  public PreKeyPool.OneTime take(RandomGenerator random) {
    KeyPair pair = KeyPair.generate(random);
    int id = nextId++;
    givenOut.put(id, pair);
    return new PreKeyPool.OneTime(id, pair.publicKey());
  }

  /** The private half of a key that was given out and not used up. */
  public Optional<KeyPair> oneTime(int id) {
    return Optional.ofNullable(givenOut.get(id));
  }

  /** Somebody has started with that key: it does not serve again. */
  public void usedUp(int id) {
    givenOut.remove(id);
  }

  void restore(int id, KeyPair pair) {
    givenOut.put(id, pair);
    nextId = Math.max(nextId, id + 1);
  }

  public KeyPair identity() {
    return identity;
  }

  public int registrationId() {
    return registrationId;
  }

  public SignedPreKey signed() {
    return signed;
  }

  public KeyPair signedPair() {
    return signedPair;
  }

  Map<Integer, KeyPair> givenOut() {
    return givenOut;
  }
}
