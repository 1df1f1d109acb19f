package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SenderKeysTest {

  private final Random random = new Random(1);
  private final SkippedKeys skipped = new SkippedKeys();
  private OwnSenderKey own = OwnSenderKey.create(random);
  private SenderKeys keys = SenderKeys.NONE;

  @Test
  void opensMessagesInAnyOrderAndNoneTwice() {
    accept(own.distribution());
    var messages = send(4);

    for (int i : new int[] {2, 0, 3, 1}) {
      assertEquals("text " + i, read(messages.get(i)));
    }
    for (byte[] message : messages) {
      assertEquals(new DecryptFailure.Duplicate(), decrypt(message));
    }
    assertEquals(0, skipped.size());
  }

  @Test
  void letsALaterDeviceReadFromItsDistributionOn() {
    var before = send(3);
    accept(own.distribution());

    assertEquals(3, own.distribution().iteration());
    assertEquals(new DecryptFailure.Duplicate(), decrypt(before.get(2)));
    assertEquals("text 0", read(send(1).getFirst()));
  }

  @Test
  void refusesAMessageOfAKeyThatWasNeverHandedOut() {
    assertEquals(new DecryptFailure.NoRatchet(), decrypt(send(1).getFirst()));
  }

  @Test
  void refusesAMessageThatItsAuthorDidNotSign() {
    accept(own.distribution());
    SenderKeys before = keys;
    byte[] message = send(1).getFirst();
    byte[] forged = message.clone();
    forged[forged.length - 1] ^= 1;

    assertEquals(new DecryptFailure.BadMac(), decrypt(forged));
    assertEquals(before, keys);
    assertEquals("text 0", read(message));
  }

  @Test
  void skipsTwoThousandMessagesAndNotOneMore() {
    accept(own.distribution());
    var messages = send(2_002);

    assertEquals(new DecryptFailure.TooFarAhead(2_001), decrypt(messages.get(2_001)));
    assertEquals("text 2000", read(messages.get(2_000)));
    assertEquals(2_000, skipped.size());
  }

  @Test
  void refusesASignedMessageWhosePaddingIsWrong() {
    accept(own.distribution());
    byte[] message = SenderKeyMessage.write(own, new byte[16], random);

    assertEquals(new DecryptFailure.Malformed("skmsg.ciphertext"), decrypt(message));
  }

  @Test
  void keepsFiveKeysOfOneSender() {
    List<byte[]> late = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      own = OwnSenderKey.create(random);
      accept(own.distribution());
      late.add(send(2).getFirst());
      read(send(1).getFirst());
    }

    assertEquals(10, skipped.size());
    assertEquals(new DecryptFailure.NoRatchet(), decrypt(late.getFirst()));
    for (int i = 1; i < 6; i++) {
      assertEquals("text 0", read(late.get(i)));
    }
  }

  @Test
  void losesNothingWhenAKeyIsHandedOutAgain() {
    var first = own.distribution();
    accept(first);
    var messages = send(3);
    read(messages.get(2));
    SenderKeys before = keys;

    accept(first);
    accept(own.distribution());

    assertEquals(before, keys);
    assertEquals("text 0", read(messages.get(0)));
    assertEquals(new DecryptFailure.Duplicate(), decrypt(messages.get(2)));
  }

  @Test
  void goesOnFromADistributionThatIsOutOfReach() {
    accept(own.distribution());
    read(send(2).get(1));
    send(2_001);
    accept(own.distribution());

    assertEquals(0, skipped.size());
    assertEquals(1, keys.states().size());
    assertEquals("text 0", read(send(1).getFirst()));
  }

  @Test
  void replacesAKeyOfTheSameIdByAnother() {
    accept(own.distribution());
    var old = send(1).getFirst();
    own = new OwnSenderKey(own.id(), KeyPair.generate(random), own.next());
    accept(own.distribution());

    assertEquals(new DecryptFailure.BadMac(), decrypt(old));
    assertEquals("text 0", read(send(1).getFirst()));
    assertEquals(1, keys.states().size());
  }

  @Test
  void readsTheLastMessageThatAKeyCanHave() {
    var last = new ChainKey(own.next().key(), ChainKey.MAX_COUNTER);
    own = new OwnSenderKey(own.id(), own.signing(), last);
    accept(own.distribution());
    byte[] message = send(1).getFirst();

    assertEquals("text 0", read(message));
    assertEquals(new DecryptFailure.Duplicate(), decrypt(message));
    assertThrows(IllegalStateException.class, () -> own.encrypt(new byte[1], random));
  }

  private void accept(SenderKeyDistribution distribution) {
    var accepted = keys.accept(SenderKeyDistribution.parse(distribution.bytes()));
    skipped.apply(accepted.skipped());
    store(accepted.keys());
  }

  private List<byte[]> send(int count) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var encrypted = own.encrypt(("text " + i).getBytes(StandardCharsets.UTF_8), random);
      own = StoredSenderKey.readOwn(StoredSenderKey.write(encrypted.key()));
      messages.add(encrypted.message());
    }
    return messages;
  }

  private SenderKeyDecryption decrypt(byte[] bytes) {
    var message = IncomingGroupMessage.parse(bytes);
    Optional<SkippedKey> found = message.skippedKey().flatMap(skipped::find);
    var decryption = keys.decrypt(message, found);
    if (decryption instanceof SenderKeyDecryption.Decrypted decrypted) {
      skipped.apply(decrypted.skipped());
      store(decrypted.keys());
    }
    return decryption;
  }

  private String read(byte[] bytes) {
    var decrypted = assertInstanceOf(SenderKeyDecryption.Decrypted.class, decrypt(bytes));
    return new String(decrypted.plaintext(), StandardCharsets.UTF_8);
  }

  private void store(SenderKeys changed) {
    keys = StoredSenderKey.read(StoredSenderKey.write(changed));
  }
}
