package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are known from elsewhere. */
class SignalVectorsTest {

  private static final GoldenVectors PUBLISHED = GoldenVectors.load("signal-published");
  private static final GoldenVectors NPM = GoldenVectors.load("signal-npm");

  @Test
  void walksTheChainThatIsPublished() {
    var chain = ChainKey.first(secret("chain.key"));
    Kdf.MessageKeys keys = Kdf.message(chain.seed(new Hmac()));

    assertArrayEquals(PUBLISHED.bytes("chain.cipherKey"), keys.cipher().key());
    assertEquals(secret("chain.macKey"), keys.mac());
    assertEquals(new ChainKey(secret("chain.next"), 1), chain.next(new Hmac()));
  }

  @Test
  void agreesOnTheRootAndChainThatArePublished() {
    RatchetState alice = publishedAlice();
    Kdf.MessageKeys keys = Kdf.message(alice.sending().next().seed(new Hmac()));

    assertArrayEquals(PUBLISHED.bytes("root"), alice.root().bytes());
    assertEquals(secret("sending.chain"), alice.sending().next().key());
    assertArrayEquals(PUBLISHED.bytes("sending.cipherKey"), keys.cipher().key());
    assertArrayEquals(PUBLISHED.bytes("sending.iv"), keys.cipher().iv());
    assertArrayEquals(PUBLISHED.bytes("sending.macKey"), keys.mac().bytes());
  }

  @Test
  void writesTheMessageThatIsPublished() {
    var own = new OwnDevice(pair("alice.identity"), 1);
    RatchetState alice = publishedAlice();
    var answered = alice.with(alice.root(), alice.sending(), alice.receiving(), Optional.empty());

    var message = answered.seal(own, PUBLISHED.bytes("plaintext")).message();

    assertEquals(EncryptedMessage.Type.MESSAGE, message.type());
    assertArrayEquals(PUBLISHED.bytes("message"), message.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"withPreKey", "withoutPreKey", "skip", "unknown"})
  void speaksBothSidesOfAConversationOfNpmLibsignal(String name) {
    new Conversation(NPM, name).play();
  }

  @Test
  void readsWhatBaileysSendsToAGroup() {
    var first = SenderKeyDistribution.parse(NPM.bytes("group.distribution"));
    var later = SenderKeyDistribution.parse(NPM.bytes("group.distribution.later"));
    var skipped = new SkippedKeys();
    SenderKeys keys = SenderKeys.NONE.accept(first).keys();

    for (String name : new String[] {"2", "0", "4", "1", "3"}) {
      keys = read(keys, skipped, name, "group " + name);
    }
    assertArrayEquals(NPM.bytes("group.distribution"), first.bytes());
    assertEquals(4, skipped.size(), "Baileys skips every second key");
    read(keys.accept(later).keys(), skipped, "later", "group later");
    read(SenderKeys.NONE.accept(later).keys(), new SkippedKeys(), "later", "group later");
  }

  private static SenderKeys read(
      SenderKeys keys, SkippedKeys skipped, String name, String expected) {
    var message = IncomingGroupMessage.parse(NPM.bytes("group." + name));
    var decrypted =
        assertInstanceOf(
            SenderKeyDecryption.Decrypted.class,
            keys.decrypt(message, message.skippedKey().flatMap(skipped::find)));
    skipped.apply(decrypted.skipped());
    assertEquals(expected, new String(decrypted.plaintext()));
    return decrypted.keys();
  }

  private static RatchetState publishedAlice() {
    return X3dh.initiate(
        new OwnDevice(pair("alice.identity"), 1),
        new PreKeyBundle(
            2,
            publicKey("bob.identity.public"),
            new PreKeyBundle.SignedKey(3, publicKey("bob.signedPreKey.public"), new byte[64]),
            Optional.empty()),
        pair("alice.base"),
        pair("alice.ratchet"));
  }

  private static KeyPair pair(String name) {
    return KeyPair.ofPrivate(PUBLISHED.bytes(name));
  }

  private static PublicKey publicKey(String name) {
    return PublicKey.ofWire(PUBLISHED.bytes(name), name);
  }

  private static Secret secret(String name) {
    return new Secret(PUBLISHED.bytes(name));
  }
}
