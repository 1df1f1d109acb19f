package dev.wharf.protocol.signal;

import dev.wharf.protocol.KeyPair;
import java.util.random.RandomGenerator;

/**
 * What we send to one group with. Immutable; a new one is made, and handed out anew, when a member
 * or a device leaves (messaging.md 6.3).
 */
public record OwnSenderKey(int id, KeyPair signing, ChainKey next) {

  /**
   * @param key replaces the one that was given; stored before the message leaves, or its iteration
   *     would be used again
   */
  public record Encrypted(OwnSenderKey key, byte[] message) {}

  /**
   * A new one.
   *
   * @param random cryptographically strong; as in every function here
   */
  public static OwnSenderKey create(RandomGenerator random) {
    byte[] seed = new byte[Secret.LENGTH];
    random.nextBytes(seed);
    return new OwnSenderKey(
        random.nextInt() & Integer.MAX_VALUE,
        KeyPair.generate(random),
        ChainKey.first(new Secret(seed)));
  }

  /** For devices that shall read what is sent from now on, and nothing from before. */
  public SenderKeyDistribution distribution() {
    return new SenderKeyDistribution(id, next.counter(), next.key(), PublicKey.of(signing));
  }

  /**
   * @throws IllegalStateException after 4,294,967,296 messages: make a new one long before
   */
  public Encrypted encrypt(byte[] plaintext, RandomGenerator random) {
    if (next.counter() > ChainKey.MAX_COUNTER) {
      throw new IllegalStateException("the sender key is worn out");
    }
    var hmac = new Hmac();
    byte[] ciphertext = Kdf.group(next.seed(hmac)).encrypt(plaintext);
    return new Encrypted(
        new OwnSenderKey(id, signing, next.next(hmac)),
        SenderKeyMessage.write(this, ciphertext, random));
  }
}
