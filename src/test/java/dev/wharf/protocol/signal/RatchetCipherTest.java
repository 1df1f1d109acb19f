package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatchetCipherTest {

  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  @Test
  void sendsFirstMessagesUntilThePeerAnswers() {
    alice.start(bob.bundle(7));
    var first = alice.encrypt("one");
    var second = alice.encrypt("two");

    assertEquals(EncryptedMessage.Type.PRE_KEY_MESSAGE, first.type());
    assertEquals(EncryptedMessage.Type.PRE_KEY_MESSAGE, second.type());
    assertEquals("one", bob.read(first));
    alice.read(bob.encrypt("answer"));
    assertEquals(EncryptedMessage.Type.MESSAGE, alice.encrypt("three").type());
  }

  @Test
  void saysWhichPreKeyAFirstMessageUsedUp() {
    alice.start(bob.bundle(7));
    var opened = bob.open(alice.encrypt("one"));

    assertEquals(OptionalInt.of(7), opened.usedPreKey());
    assertEquals(true, opened.started());
    assertEquals(alice.identity(), opened.identity());
  }

  @Test
  void doesNotBuildTheRatchetOfAFirstMessageAgain() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("one"));

    var opened = bob.open(alice.encrypt("two"));

    assertEquals(OptionalInt.empty(), opened.usedPreKey());
    assertEquals(false, opened.started());
    assertEquals(1, bob.ratchet.states().size());
  }

  @Test
  void knowsThePeerOfTheRatchetItSendsWith() {
    alice.start(bob.bundle());
    bob.open(alice.encrypt("one"));

    assertEquals(Optional.of(bob.identity()), alice.ratchet.identity());
    assertEquals(OptionalInt.of(bob.own.registrationId()), alice.ratchet.registrationId());
    assertEquals(alice.ratchet.baseKey(), bob.ratchet.baseKey());
    assertEquals(Optional.empty(), alice.ratchet.archived().baseKey());
    assertEquals(OptionalInt.empty(), Ratchet.NONE.registrationId());
  }

  @Test
  void refusesAMessageThatWasOpened() {
    alice.start(bob.bundle(7));
    var first = alice.encrypt("one");
    bob.open(first);
    alice.read(bob.encrypt("answer"));
    var later = alice.encrypt("two");
    bob.open(later);

    assertEquals(new DecryptFailure.Duplicate(), bob.decrypt(first));
    assertEquals(new DecryptFailure.Duplicate(), bob.decrypt(later));
  }

  @Test
  void hasNoRatchetBeforeThereIsOne() {
    var stranger = new Device(3);
    establish();

    assertEquals(new DecryptFailure.NoRatchet(), stranger.decrypt(alice.encrypt("hello")));
    assertEquals(
        new Encryption.NoRatchet(), RatchetCipher.encrypt(stranger.own, Ratchet.NONE, new byte[1]));
  }

  @Test
  void asksForThePreKeysThatAreNotThere() {
    alice.start(bob.bundle(7));
    var message = alice.encrypt("one");
    bob.preKeys.clear();
    var incoming = IncomingMessage.parse(message.type(), message.bytes());

    assertEquals(
        new DecryptFailure.NoPreKey(7, DecryptFailure.NoPreKey.Kind.ONE_TIME),
        bob.decrypt(message));
    assertEquals(
        new DecryptFailure.NoPreKey(1, DecryptFailure.NoPreKey.Kind.SIGNED),
        RatchetCipher.decrypt(bob.own, Ratchet.NONE, incoming, FoundKeys.NONE, bob.random));
  }

  @ParameterizedTest
  @EnumSource(EncryptedMessage.Type.class)
  void leavesEverythingAsItWasAfterAForgedMac(EncryptedMessage.Type type) {
    if (type == EncryptedMessage.Type.MESSAGE) {
      establish();
    } else {
      alice.start(bob.bundle(7));
    }
    var message = alice.encrypt("genuine");
    Ratchet before = bob.ratchet;

    var incoming = IncomingMessage.parse(type, message.bytes());
    var forged = forge(incoming);
    var decryption =
        RatchetCipher.decrypt(bob.own, bob.ratchet, forged, bob.find(forged), bob.random);

    assertEquals(type, message.type());
    assertEquals(new DecryptFailure.BadMac(), decryption);
    assertEquals(before, bob.ratchet);
    assertEquals("genuine", bob.read(message));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void skipsTwoThousandMessagesAndNotOneMore(boolean chainIsKnown) {
    establish();
    if (chainIsKnown) {
      bob.open(alice.encrypt("known"));
    }
    for (int i = 0; i < 2_000; i++) {
      alice.encrypt("lost");
    }
    var farthest = alice.encrypt("farthest");
    var tooFar = alice.encrypt("too far");

    assertEquals(new DecryptFailure.TooFarAhead(2_001), bob.decrypt(tooFar));
    assertEquals("farthest", bob.read(farthest));
    assertEquals(2_000, bob.skipped.size());
    assertEquals("too far", bob.read(tooFar));
  }

  @Test
  void forgetsTheOldestOfMoreThanTwoThousandSkippedMessages() {
    establish();
    bob.open(alice.encrypt("known"));
    List<EncryptedMessage> late = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      late.add(alice.encrypt("late " + i));
    }
    bob.open(alice.encrypt("one"));
    assertEquals("late 7", bob.read(late.get(7)));
    late.add(alice.encrypt("late 2000"));
    late.add(alice.encrypt("late 2001"));
    late.add(alice.encrypt("late 2002"));
    bob.open(alice.encrypt("two"));

    assertEquals(2_000, bob.skipped.size());
    assertEquals(2_000, bob.counted());
    assertEquals(new DecryptFailure.Duplicate(), bob.decrypt(late.get(0)));
    assertEquals(new DecryptFailure.Duplicate(), bob.decrypt(late.get(1)));
    assertEquals("late 2", bob.read(late.get(2)));
    assertEquals("late 2002", bob.read(late.get(2_002)));
  }

  @Test
  void keepsFiveChainsOfThePeer() {
    establish();
    List<EncryptedMessage> late = new ArrayList<>();
    for (int turn = 0; turn < 6; turn++) {
      late.add(alice.encrypt("late " + turn));
      bob.open(alice.encrypt("in time"));
      alice.open(bob.encrypt("answer"));
    }

    assertEquals(5, bob.skipped.size());
    assertEquals(new DecryptFailure.BadMac(), bob.decrypt(late.get(0)));
    for (int turn = 1; turn < 6; turn++) {
      assertEquals("late " + turn, bob.read(late.get(turn)));
    }
    assertEquals(0, bob.skipped.size());
  }

  @Test
  void comesTogetherAfterBothStartAtOnce() {
    alice.start(bob.bundle(1));
    bob.start(alice.bundle(2));
    var fromAlice = alice.encrypt("alice");
    var fromBob = bob.encrypt("bob");
    assertEquals("alice", bob.read(fromAlice));
    assertEquals("bob", alice.read(fromBob));

    for (int turn = 0; turn < 4; turn++) {
      var crossing = alice.encrypt("crossing " + turn);
      assertEquals("b" + turn, alice.read(bob.encrypt("b" + turn)));
      assertEquals("crossing " + turn, bob.read(crossing));
      assertEquals("a" + turn, bob.read(alice.encrypt("a" + turn)));
    }

    assertEquals(2, alice.ratchet.states().size());
    assertEquals(alice.ratchet.baseKey(), bob.ratchet.baseKey());
  }

  @Test
  void staysInTheNewRatchetWhenALateMessageOfTheOldOneComes() {
    establish();
    bob.open(alice.encrypt("in the old one"));
    var late = alice.encrypt("late");
    alice.start(bob.bundle(8));
    bob.open(alice.encrypt("in the new one"));
    var current = bob.ratchet.baseKey();

    assertEquals("late", bob.read(late));

    assertEquals(current, bob.ratchet.baseKey());
    assertEquals(2, bob.ratchet.states().size());
    assertEquals("answer", alice.read(bob.encrypt("answer")));
  }

  @Test
  void goesBackToTheRatchetThatThePeerAnswersIn() {
    establish();
    bob.start(alice.bundle(8));
    var neverComes = bob.encrypt("lost, and the ratchet with it");
    var first = alice.ratchet.baseKey();

    bob.open(alice.encrypt("answer in the old one"));

    assertEquals(EncryptedMessage.Type.PRE_KEY_MESSAGE, neverComes.type());
    assertEquals(first, bob.ratchet.baseKey());
    assertEquals("hello", alice.read(bob.encrypt("hello")));
  }

  @Test
  void readsAnArchivedRatchetAndDoesNotSendWithItBeforeThePeerAnswers() {
    establish();
    bob.open(alice.encrypt("a chain that is known"));
    bob.ratchet = bob.ratchet.archived();
    var late = bob.decrypt(alice.encrypt("hello"));

    assertInstanceOf(Decryption.Decrypted.class, late);
    assertEquals(
        new Encryption.NoRatchet(), RatchetCipher.encrypt(bob.own, bob.ratchet, new byte[1]));
  }

  @Test
  void keepsFortyArchivedRatchets() {
    List<EncryptedMessage> late = new ArrayList<>();
    for (int i = 0; i < 42; i++) {
      alice.start(bob.bundle());
      late.add(alice.encrypt("late " + i));
      bob.open(alice.encrypt("in time"));
    }

    assertEquals(41, bob.ratchet.states().size());
    assertEquals(41, bob.skipped.size());
    assertEquals("late 1", bob.read(late.get(1)));
    assertEquals("late 20", bob.read(late.get(20)));
  }

  @Test
  void triesFewRatchetsWithAChainThatNoneKnows() {
    establish();
    alice.encrypt("never comes");
    bob.open(alice.encrypt("known"));
    alice.open(bob.encrypt("turn"));
    var ofOldRatchet = alice.encrypt("with a step");
    for (int i = 0; i < RatchetCipher.TRIED_WITH_STEP; i++) {
      assertInstanceOf(Decryption.Decrypted.class, peek(ofOldRatchet));
      alice.start(bob.bundle());
      bob.open(alice.encrypt("another"));
    }

    assertEquals(new DecryptFailure.BadMac(), peek(ofOldRatchet));
  }

  @Test
  void reportsHowAnIdentityStandsToTheKnownOne() {
    establish();
    var reinstalled = new Device(9);
    reinstalled.start(bob.bundle(8));
    var opened = bob.open(reinstalled.encrypt("new phone"));
    var alices = Optional.of(alice.identity());

    assertEquals(Decryption.IdentityChange.FIRST, opened.identityChange(Optional.empty()));
    assertEquals(Decryption.IdentityChange.CHANGED, opened.identityChange(alices));
    assertEquals(
        Decryption.IdentityChange.SAME, opened.identityChange(Optional.of(reinstalled.identity())));
  }

  @Test
  void staysWithTheNewIdentityWhenALateMessageOfTheFormerOneComes() {
    establish();
    var late = alice.encrypt("from the old phone");
    var reinstalled = new Device(9);
    reinstalled.start(bob.bundle(8));
    bob.open(reinstalled.encrypt("new phone"));

    var opened = bob.open(late);

    assertEquals(
        Decryption.IdentityChange.FORMER,
        opened.identityChange(Optional.of(reinstalled.identity())));
    assertEquals(Optional.of(reinstalled.identity()), bob.ratchet.identity());
    assertEquals("hello", reinstalled.read(bob.encrypt("hello")));
  }

  @Test
  void opensAMessageThatIsEmptyOrLarge() {
    establish();
    byte[] large = new byte[1 << 20];
    new Random(5).nextBytes(large);

    assertArrayEquals(new byte[0], bob.open(alice.encrypt(new byte[0])).plaintext());
    assertArrayEquals(large, bob.open(alice.encrypt(large)).plaintext());
  }

  /** What bob would make of it, without him taking note. */
  private Decryption peek(EncryptedMessage message) {
    var incoming = IncomingMessage.parse(message.type(), message.bytes());
    return RatchetCipher.decrypt(bob.own, bob.ratchet, incoming, bob.find(incoming), bob.random);
  }

  private void establish() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("first"));
    alice.open(bob.encrypt("answer"));
  }

  private static IncomingMessage forge(IncomingMessage message) {
    return switch (message) {
      case RatchetMessage it -> forge(it);
      case PreKeyMessage it ->
          new PreKeyMessage(
              it.preKeyId(),
              it.signedPreKey(),
              it.baseKey(),
              it.identityKey(),
              it.registrationId(),
              forge(it.message()));
      case IncomingMessage.Unreadable it -> it;
    };
  }

  private static RatchetMessage forge(RatchetMessage message) {
    byte[] bytes = message.bytes().clone();
    bytes[bytes.length - 1] ^= 1;
    return new RatchetMessage(bytes, message.ratchetKey(), message.counter(), message.ciphertext());
  }
}
