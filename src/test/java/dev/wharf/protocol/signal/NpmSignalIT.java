package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.sandbox.BaileysModules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our ratchets against npm libsignal and Baileys' sender keys, live and both ways. */
class NpmSignalIT {

  private static final long SEED = 42;

  private final Random random = new Random(SEED);
  private final Device ours = new Device(SEED);
  private NpmDevice theirs;

  @BeforeAll
  static void install() throws Exception {
    BaileysModules.install();
  }

  @BeforeEach
  void start() {
    theirs = NpmDevice.start();
  }

  @AfterEach
  void stop() {
    theirs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 77})
  void startsTowardsThem(int preKeyId) {
    ours.start(theirs.bundle(preKeyId));

    assertEquals("one", theirs.decrypt(ours.encrypt("one")));
    assertEquals("two", theirs.decrypt(ours.encrypt("two")));
    assertEquals("answer", ours.read(theirs.encrypt("answer")));
    assertEquals("three", theirs.decrypt(ours.encrypt("three")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 77})
  void isStartedTowards(int preKeyId) {
    theirs.start(preKeyId == 0 ? ours.bundle() : ours.bundle(preKeyId));

    assertEquals("one", ours.read(theirs.encrypt("one")));
    assertEquals("two", ours.read(theirs.encrypt("two")));
    assertEquals("answer", theirs.decrypt(ours.encrypt("answer")));
    assertEquals("three", ours.read(theirs.encrypt("three")));
    assertEquals(0, ours.preKeys.size());
  }

  @Test
  void comesTogetherAfterBothStartAtOnce() {
    startAtOnce();

    for (int turn = 0; turn < 5; turn++) {
      assertEquals("b" + turn, ours.read(theirs.encrypt("b" + turn)));
      assertEquals("a" + turn, theirs.decrypt(ours.encrypt("a" + turn)));
    }
    assertEquals(2, ours.ratchet.states().size());
  }

  /**
   * npm libsignal tries a message in one ratchet after the other and keeps what a failed try did to
   * one. So after both started at once and we speak first, the ratchet that it sends with is gone;
   * with a new one, as after a retry receipt, all is well.
   */
  @Test
  void healsWithANewRatchetWhenTheyHaveDestroyedTheirs() {
    startAtOnce();
    assertEquals("a", theirs.decrypt(ours.encrypt("a")));
    assertEquals(new DecryptFailure.BadMac(), ours.decrypt(theirs.encrypt("b")));

    ours.start(theirs.bundle(3));

    assertEquals("c", theirs.decrypt(ours.encrypt("c")));
    for (int turn = 0; turn < 5; turn++) {
      assertEquals("b" + turn, ours.read(theirs.encrypt("b" + turn)));
      assertEquals("a" + turn, theirs.decrypt(ours.encrypt("a" + turn)));
    }
  }

  private void startAtOnce() {
    ours.start(theirs.bundle(1));
    theirs.start(ours.bundle(2));
    var fromUs = ours.encrypt("from us");
    var fromThem = theirs.encrypt("from them");
    assertEquals("from us", theirs.decrypt(fromUs));
    assertEquals("from them", ours.read(fromThem));
  }

  @Test
  void goesOnWhileMessagesAreLostAndOutOfOrder() {
    ours.start(theirs.bundle(1));
    assertEquals("hello", theirs.decrypt(ours.encrypt("hello")));
    for (int turn = 0; turn < 60; turn++) {
      List<EncryptedMessage> messages = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      boolean outward = turn % 2 == 1;
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        texts.add("turn " + turn + " message " + i);
        messages.add(outward ? ours.encrypt(texts.get(i)) : theirs.encrypt(texts.get(i)));
      }
      for (int left = count; left > (count > 3 ? 1 : 0); left--) {
        int i = random.nextInt(left);
        var message = messages.remove(i);
        assertEquals(texts.remove(i), outward ? theirs.decrypt(message) : ours.read(message));
        if (random.nextInt(10) == 0 && !outward) {
          assertEquals(new DecryptFailure.Duplicate(), ours.decrypt(message));
        }
      }
    }
    assertEquals(ours.counted(), ours.skipped.size());
  }

  @Test
  void isRefusedByThemWhenItIsForged() {
    ours.start(theirs.bundle(1));
    var message = ours.encrypt("hello");
    byte[] forged = message.bytes().clone();
    // Before the registration id and the id of the signed pre-key stands the MAC.
    forged[forged.length - 6] ^= 1;

    assertThrows(
        NpmDevice.Refused.class,
        () -> theirs.decrypt(new EncryptedMessage(message.type(), forged)));
    assertEquals("hello", theirs.decrypt(message));
  }

  @Test
  void readsTheirGroupMessages() {
    var skipped = new SkippedKeys();
    var keys = SenderKeys.NONE.accept(theirs.groupDistribution()).keys();
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      messages.add(theirs.groupEncrypt("group " + i));
    }

    for (int i : new int[] {3, 0, 7, 1, 2, 6, 5, 4}) {
      var message = IncomingGroupMessage.parse(messages.get(i));
      var found = message.skippedKey().flatMap(skipped::find);
      if (!(keys.decrypt(message, found) instanceof SenderKeyDecryption.Decrypted decrypted)) {
        throw new AssertionError(keys.decrypt(message, found));
      }
      assertEquals("group " + i, new String(decrypted.plaintext(), StandardCharsets.UTF_8));
      skipped.apply(decrypted.skipped());
      keys = decrypted.keys();
    }
    assertEquals(Optional.empty(), IncomingGroupMessage.parse(new byte[3]).skippedKey());
  }

  @Test
  void sendsGroupMessagesThatTheyRead() {
    var own = OwnSenderKey.create(random);
    theirs.groupAccept(own.distribution());
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      var encrypted = own.encrypt(("group " + i).getBytes(StandardCharsets.UTF_8), random);
      own = encrypted.key();
      messages.add(encrypted.message());
    }

    for (int i : new int[] {3, 0, 7, 1, 2, 6, 5, 4}) {
      assertEquals("group " + i, theirs.groupDecrypt(messages.get(i)));
    }
    var later = own.distribution();
    byte[] message = own.encrypt("later".getBytes(StandardCharsets.UTF_8), random).message();
    theirs.groupAccept(later);
    assertEquals("later", theirs.groupDecrypt(message));
  }
}
