package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turned messages to a ratchet that has been started anew, has turned, and keeps skipped keys. None
 * of them may be opened as something else, nor keep a genuine one from being opened afterwards.
 */
public final class CiphertextOnslaught implements Onslaught {

  private static final int WAITING = 200;
  private static final int FIRST_OF = 12;

  private record Genuine(EncryptedMessage message, String text) {}

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final Device alice = new Device(1);
  private final Device bob = new Device(2);
  private final List<Genuine> waiting = new ArrayList<>();
  private final List<byte[]> models = new ArrayList<>();
  private final Genuine first;
  private int written;

  public CiphertextOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
    alice.start(bob.bundle(7));
    turn();
    alice.start(bob.bundle(8));
    this.first = write();
    turn();
    for (int i = 0; i < WAITING; i++) {
      waiting.add(write());
    }
    // Everything before the last is skipped, so its keys are looked up; what comes is ahead.
    open(waiting.removeLast());
    for (int i = 0; i < WAITING / 4; i++) {
      waiting.add(write());
    }
    waiting.forEach(it -> models.add(it.message().bytes()));
  }

  private void turn() {
    bob.open(alice.encrypt("question"));
    alice.open(bob.encrypt("answer"));
  }

  private Genuine write() {
    String text = "message " + written++;
    return new Genuine(alice.encrypt(text), text);
  }

  private void open(Genuine genuine) {
    assertEquals(genuine.text(), bob.read(genuine.message()));
  }

  @Override
  public Attempt next() {
    if (random.nextInt(FIRST_OF) == 0) {
      return Attempt.of(
          mutated.next(first.message().bytes()),
          bytes -> read(EncryptedMessage.Type.PRE_KEY_MESSAGE, bytes));
    }
    return Attempt.of(mutated.next(models), bytes -> read(EncryptedMessage.Type.MESSAGE, bytes));
  }

  private boolean read(EncryptedMessage.Type type, byte[] bytes) {
    var message = IncomingMessage.parse(type, bytes);
    var decryption =
        RatchetCipher.decrypt(bob.own, bob.ratchet, message, bob.find(message), bob.random);
    return switch (decryption) {
      // What no MAC covers may be turned without harm, and two changes may undo each other.
      case Decryption.Decrypted it -> isGenuine(new String(it.plaintext(), StandardCharsets.UTF_8));
      case DecryptFailure _ -> false;
    };
  }

  private boolean isGenuine(String text) {
    boolean known =
        first.text().equals(text) || waiting.stream().anyMatch(it -> it.text().equals(text));
    assertEquals(true, known, "a message nobody wrote");
    return true;
  }

  /** One of those that were skipped, one that was ahead, and a new one. */
  @Override
  public void check() {
    Genuine late = waiting.remove(random.nextInt(waiting.size()));
    models.remove(late.message().bytes());
    open(late);
    Genuine fresh = write();
    waiting.add(fresh);
    models.add(fresh.message().bytes());
    open(write());
    assertEquals(bob.counted(), bob.skipped.size());
  }
}
