package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Turned messages to a group, some of them skipped, and turned sender keys. */
public final class GroupCiphertextOnslaught implements Onslaught {

  private static final int WAITING = 60;
  private static final byte[] TEXT = "genuine".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final RandomGenerator keyRandom = new Random(4);
  private final SkippedKeys skipped = new SkippedKeys();
  private final List<byte[]> models = new ArrayList<>();
  private final byte[] distribution;
  private OwnSenderKey own = OwnSenderKey.create(keyRandom);
  private SenderKeys keys = SenderKeys.NONE.accept(own.distribution()).keys();

  public GroupCiphertextOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
    this.distribution = own.distribution().bytes();
    for (int i = 0; i < WAITING; i++) {
      models.add(write());
    }
    open(write());
    models.add(write());
  }

  private byte[] write() {
    var encrypted = own.encrypt(TEXT, keyRandom);
    own = encrypted.key();
    return encrypted.message();
  }

  private void open(byte[] message) {
    var opened = assertInstanceOf(SenderKeyDecryption.Decrypted.class, decrypt(message));
    assertArrayEquals(TEXT, opened.plaintext());
    skipped.apply(opened.skipped());
    keys = opened.keys();
  }

  private SenderKeyDecryption decrypt(byte[] bytes) {
    var message = IncomingGroupMessage.parse(bytes);
    return keys.decrypt(message, message.skippedKey().flatMap(skipped::find));
  }

  @Override
  public Attempt next() {
    return random.nextInt(8) == 0
        ? Attempt.of(mutated.next(distribution), this::accept)
        : Attempt.of(mutated.next(models), this::read);
  }

  private boolean accept(byte[] bytes) {
    keys.accept(SenderKeyDistribution.parse(bytes));
    return true;
  }

  private boolean read(byte[] bytes) {
    return switch (decrypt(bytes)) {
      case SenderKeyDecryption.Decrypted it -> {
        assertArrayEquals(TEXT, it.plaintext());
        yield true;
      }
      case DecryptFailure _ -> false;
    };
  }

  @Override
  public void check() {
    int at = random.nextInt(models.size());
    byte[] late = models.get(at);
    models.set(at, write());
    open(late);
    open(write());
  }
}
