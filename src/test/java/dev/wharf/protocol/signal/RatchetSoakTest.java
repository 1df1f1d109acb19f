package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two devices over a network that loses, reorders and duplicates, and that start anew at times. */
class RatchetSoakTest {

  private static final long SEED = 20_261_121;
  private static final int MESSAGES = 100_000;
  private static final int IN_FLIGHT = 40;

  private record Sent(int number, EncryptedMessage message, SkippedKey.Id place) {

    String text() {
      return "message " + number;
    }
  }

  /** One direction: what is on its way, and what the receiver must make of it. */
  private final class Line {

    final Device from;
    final Device to;
    final List<Sent> flying = new ArrayList<>();
    final List<Sent> stuck = new ArrayList<>();
    final Set<Integer> opened = new HashSet<>();
    final Set<SkippedKey.Id> used = new HashSet<>();
    final Set<ChainId> chainsSeen = new HashSet<>();
    int lost;
    int forgotten;
    int duplicates;

    Line(Device from, Device to) {
      this.from = from;
      this.to = to;
    }

    void send(int number) {
      var message = from.encrypt("message " + number);
      var place = IncomingMessage.parse(message.type(), message.bytes()).skippedKey().orElseThrow();
      assertTrue(used.add(place), "a counter is used twice");
      var sent = new Sent(number, message, place);
      if (random.nextInt(100) < 5) {
        lost++;
        return;
      }
      if (random.nextInt(200) == 0) {
        stuck.add(sent);
        return;
      }
      flying.add(sent);
      if (random.nextInt(100) < 5) {
        flying.add(sent);
      }
    }

    /** What was held up somewhere comes all at once, after many turns of the ratchet. */
    void release() {
      flying.addAll(stuck);
      stuck.clear();
    }

    void deliver() {
      // Mostly in order, now and then from anywhere.
      int index = random.nextInt(4) > 0 ? 0 : random.nextInt(flying.size());
      Sent sent = flying.remove(index);
      boolean known = to.ratchet.states().stream().anyMatch(it -> it.knows(sent.place().chain()));
      boolean late = chainsSeen.contains(sent.place().chain());
      switch (to.decrypt(sent.message())) {
        case Decryption.Decrypted decrypted -> {
          assertEquals(sent.text(), new String(decrypted.plaintext(), StandardCharsets.UTF_8));
          assertTrue(opened.add(sent.number()), "a message is opened twice");
          chainsSeen.add(sent.place().chain());
        }
        case DecryptFailure.Duplicate duplicate -> {
          assertTrue(opened.contains(sent.number()), "a message that never came is a duplicate");
          duplicates++;
        }
        case DecryptFailure.BadMac forgotChain -> {
          assertTrue(late && !known, "a message of a chain that must be known is refused");
          forgotten++;
        }
        case DecryptFailure failure -> throw new AssertionError(failure);
      }
    }
  }

  private final Random random = new Random(SEED);
  private final Device alice = new Device(SEED + 1);
  private final Device bob = new Device(SEED + 2);
  private final Line there = new Line(alice, bob);
  private final Line back = new Line(bob, alice);

  @Test
  void opensEveryMessageThatArrivesOnce() {
    int preKeyId = 1;
    alice.start(bob.bundle(preKeyId++));
    bob.start(alice.bundle(preKeyId++));
    Line line = there;
    for (int number = 0; number < MESSAGES; number++) {
      if (random.nextInt(10) == 0) {
        line = line == there ? back : there;
      }
      if (random.nextInt(3_000) == 0) {
        line.from.start(line.to.bundle(preKeyId++));
      }
      line.send(number);
      if (random.nextInt(500) == 0) {
        line.release();
      }
      while (there.flying.size() + back.flying.size() > random.nextInt(IN_FLIGHT)) {
        (there.flying.size() > back.flying.size() ? there : back).deliver();
      }
      if (number % 1_000 == 0) {
        assertEquals(alice.counted(), alice.skipped.size());
        assertEquals(bob.counted(), bob.skipped.size());
      }
    }
    for (Line each : List.of(there, back)) {
      each.release();
      while (!each.flying.isEmpty()) {
        each.deliver();
      }
    }
    sum();
  }

  private void sum() {
    int opened = there.opened.size() + back.opened.size();
    int lost = there.lost + back.lost;
    int forgotten = there.forgotten + back.forgotten;
    int duplicates = there.duplicates + back.duplicates;
    System.out.printf(
        "seed=%d opened=%d lost=%d duplicates=%d chainForgotten=%d skippedKept=%d%n",
        SEED, opened, lost, duplicates, forgotten, alice.skipped.size() + bob.skipped.size());
    assertTrue(opened >= MESSAGES - lost - forgotten);
    assertTrue(lost > 4_000 && duplicates > 3_000, "the network is bad");
    assertTrue(
        forgotten > 0 && forgotten < MESSAGES / 100, "and not so bad that nothing is proven");
    assertInstanceOf(
        Encryption.Encrypted.class, RatchetCipher.encrypt(bob.own, bob.ratchet, new byte[1]));
  }
}
