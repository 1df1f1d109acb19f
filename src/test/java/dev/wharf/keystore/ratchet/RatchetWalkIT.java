package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.SkippedKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two accounts that talk over a bad network and die now and then, each step over the database. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class RatchetWalkIT {

  private static final long SEED = 20_261_122;
  private static final int MESSAGES = 2_000;
  private static final int IN_FLIGHT = 25;

  @Inject Stores stores;

  private record Sent(int number, EncryptedMessage message) {}

  /** One direction. */
  private final class Line {
    final Party from;
    final Party to;
    final List<Sent> flying = new ArrayList<>();
    final Set<SkippedKey.Id> left = new HashSet<>();
    final Set<Integer> opened = new HashSet<>();
    int lost;
    int forgotten;
    int duplicates;

    Line(Party from, Party to) {
      this.from = from;
      this.to = to;
    }

    void send(int number) {
      if (random.nextInt(20) == 0) {
        crashes++;
        from.sendAndCrash(to.self, "message " + number);
      }
      var message = from.send(to.self, "message " + number);
      var place = IncomingMessage.parse(message.type(), message.bytes()).skippedKey();
      assertTrue(left.add(place.orElseThrow()), "a counter is used twice");
      if (random.nextInt(100) < 5) {
        lost++;
        return;
      }
      var sent = new Sent(number, message);
      flying.add(sent);
      if (random.nextInt(100) < 8) {
        flying.add(sent);
      }
    }

    void deliver() {
      int index = random.nextInt(3) > 0 ? 0 : random.nextInt(flying.size());
      Sent sent = flying.remove(index);
      if (random.nextInt(20) == 0) {
        crashes++;
        to.receiveAndCrash(from.self, sent.message());
      }
      switch (to.receive(from.self, sent.message())) {
        case Decryption.Decrypted decrypted -> {
          assertEquals("message " + sent.number(), Party.text(decrypted));
          assertTrue(opened.add(sent.number()), "a message is opened twice");
        }
        case DecryptFailure.Duplicate duplicate -> {
          assertTrue(opened.contains(sent.number()), "a message that never came is a duplicate");
          duplicates++;
        }
        case DecryptFailure.BadMac chainForgotten -> forgotten++;
        case DecryptFailure failure -> throw new AssertionError(failure);
      }
    }
  }

  private final Random random = new Random(SEED);
  private int crashes;

  @Test
  void opensEveryMessageOnceAndUsesNoCounterTwice() {
    var alice = new Party(stores, Jid.lid("100000000000001", 1), SEED + 1);
    var bob = new Party(stores, Jid.lid("100000000000002", 3), SEED + 2);
    var there = new Line(alice, bob);
    var back = new Line(bob, alice);
    alice.start(bob.self, bob.bundleWithPreKey());
    bob.start(alice.self, alice.bundleWithPreKey());
    Line line = there;
    for (int number = 0; number < MESSAGES; number++) {
      if (random.nextInt(10) == 0) {
        line = line == there ? back : there;
      }
      if (random.nextInt(400) == 0) {
        line.from.start(line.to.self, line.to.bundleWithPreKey());
      }
      line.send(number);
      while (there.flying.size() + back.flying.size() > random.nextInt(IN_FLIGHT)) {
        (there.flying.size() > back.flying.size() ? there : back).deliver();
      }
      if (number % 200 == 0) {
        check(alice);
        check(bob);
      }
    }
    for (Line each : List.of(there, back)) {
      while (!each.flying.isEmpty()) {
        each.deliver();
      }
      check(each.to);
    }
    sum(there, back);
  }

  private void check(Party party) {
    assertEquals(party.model.size(), stores.count("skipped_key", party.account), "seed " + SEED);
  }

  private void sum(Line there, Line back) {
    int opened = there.opened.size() + back.opened.size();
    int lost = there.lost + back.lost;
    int forgotten = there.forgotten + back.forgotten;
    int duplicates = there.duplicates + back.duplicates;
    System.out.printf(
        "seed=%d opened=%d lost=%d duplicates=%d chainForgotten=%d crashes=%d%n",
        SEED, opened, lost, duplicates, forgotten, crashes);
    assertTrue(opened >= MESSAGES - lost - forgotten);
    assertTrue(forgotten < MESSAGES / 50, "what is lost by turns of the ratchet is little");
    assertTrue(lost > 50 && duplicates > 50 && crashes > 100, "the network is bad");
  }

  @Test
  void opensFiveHundredSkippedMessagesInAnyOrderOnce() {
    var alice = new Party(stores, Jid.lid("100000000000001", 1), SEED + 3);
    var bob = new Party(stores, Jid.lid("100000000000002", 3), SEED + 4);
    alice.start(bob.self, bob.bundle());
    var sent = new ArrayList<Sent>();
    for (int number = 0; number <= 500; number++) {
      sent.add(new Sent(number, alice.send(bob.self, "message " + number)));
    }
    assertEquals("message 500", bob.read(alice.self, sent.removeLast().message()));
    assertEquals(500, stores.count("skipped_key", bob.account));
    Collections.shuffle(sent, random);
    for (Sent each : sent) {
      assertEquals("message " + each.number(), bob.read(alice.self, each.message()));
    }
    assertEquals(0, stores.count("skipped_key", bob.account));
    for (Sent each : sent.subList(0, 20)) {
      assertInstanceOf(DecryptFailure.Duplicate.class, bob.receive(alice.self, each.message()));
    }
  }
}
