package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one message costs with many skipped keys: counted in rows, bytes stored and bytes made. */
class DecryptionCostTest {

  private static final int ROUNDS = 200;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  @BeforeEach
  void establish() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("first"));
    alice.open(bob.encrypt("answer"));
    bob.open(alice.encrypt("a chain that lasts"));
  }

  @Test
  void doesNotGrowWithTheSkippedKeysThatAreKept() {
    long warm = made() + made();
    long withNone = made();
    int storedWithNone = StoredRatchet.write(bob.ratchet).length;
    List<EncryptedMessage> late = skip(2_000);
    long withAll = made();
    int storedWithAll = StoredRatchet.write(bob.ratchet).length;

    assertEquals(2_000, bob.skipped.size());
    assertTrue(warm > 0);
    // The count of kept keys and a larger counter: two bytes more of each.
    assertTrue(storedWithAll - storedWithNone <= 8, storedWithNone + " → " + storedWithAll);
    assertTrue(withAll < withNone * 1.2, withNone + " → " + withAll);

    var opened = bob.open(late.get(1_000));
    assertEquals(Optional.of(place(late.get(1_000))), opened.skipped().used());
    assertEquals(List.of(), opened.skipped().added());
    assertEquals(Optional.empty(), opened.skipped().trim());
    assertEquals(List.of(), opened.skipped().dropped());
  }

  @Test
  void printsWhatItCosts() {
    time("encrypt and decrypt in one chain", 5_000, () -> bob.open(alice.encrypt("text")));
    time("twice encrypt and decrypt with a step", 500, this::turn);
    time("encrypt and decrypt in a group", 500, new Group()::send);
    time("start", 200, () -> alice.start(bob.bundle()));
    var far = alice.encrypt("far");
    for (int i = 0; i < 2_000; i++) {
      far = alice.encrypt("far");
    }
    var message = IncomingMessage.parse(far.type(), far.bytes());
    time("skip 2,000", 20, () -> peek(message));
    for (int i = 0; i < Ratchet.MAX_ARCHIVED; i++) {
      alice.start(bob.bundle());
      bob.open(alice.encrypt("another"));
    }
    var garbage = new RatchetMessage(new byte[100], bob.identity(), 2_000, new byte[16]);
    time("refuse garbage with 41 ratchets", 20, () -> peek(garbage));
    System.out.println("bytes of 41 ratchets: " + StoredRatchet.write(bob.ratchet).length);
    assertEquals(1 + Ratchet.MAX_ARCHIVED, bob.ratchet.states().size());
  }

  private void turn() {
    bob.open(alice.encrypt("ping"));
    alice.open(bob.encrypt("pong"));
  }

  private void peek(IncomingMessage message) {
    RatchetCipher.decrypt(bob.own, bob.ratchet, message, bob.find(message), bob.random);
  }

  private final class Group {

    private OwnSenderKey own = OwnSenderKey.create(alice.random);
    private SenderKeys keys = SenderKeys.NONE.accept(own.distribution()).keys();

    void send() {
      var encrypted = own.encrypt(new byte[100], alice.random);
      own = encrypted.key();
      var message = IncomingGroupMessage.parse(encrypted.message());
      keys = ((SenderKeyDecryption.Decrypted) keys.decrypt(message, Optional.empty())).keys();
    }
  }

  /** Processor time, for others may be at work beside it. */
  private void time(String what, int rounds, Runnable round) {
    for (int i = 0; i < rounds; i++) {
      round.run();
    }
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      round.run();
    }
    System.out.printf("%s: %,d ns%n", what, (threads.getCurrentThreadCpuTime() - start) / rounds);
  }

  /** Bytes that the thread makes for reading the ratchet, opening a message and writing it back. */
  private long made() {
    List<EncryptedMessage> messages = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      messages.add(alice.encrypt("in order"));
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    messages.forEach(bob::open);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private List<EncryptedMessage> skip(int count) {
    List<EncryptedMessage> late = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      late.add(alice.encrypt("late"));
    }
    bob.open(alice.encrypt("in time"));
    return late;
  }

  private static SkippedKey.Id place(EncryptedMessage message) {
    return IncomingMessage.parse(message.type(), message.bytes()).skippedKey().orElseThrow();
  }
}
