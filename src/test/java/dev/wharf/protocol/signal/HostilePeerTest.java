package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a peer that does not keep to the protocol sends. */
class HostilePeerTest {

  private static final PublicKey WITHOUT_SECRET = new PublicKey(new byte[32]);

  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  @BeforeEach
  void establish() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("first"));
    alice.open(bob.encrypt("answer"));
  }

  @Test
  void refusesABundleThatTheIdentityDidNotSign() {
    var bundle = bob.bundle(8);
    var other = new Device(3).bundle();
    var mixed =
        new PreKeyBundle(1, bundle.identity(), other.signedPreKey(), bundle.oneTimePreKey());

    assertEquals(
        new RatchetCipher.BadBundle("signature"),
        RatchetCipher.start(alice.own, Ratchet.NONE, mixed, alice.random));
  }

  @Test
  void refusesABundleWithAKeyWithoutASecret() {
    var bundle = bob.bundle(8);
    var weak =
        new PreKeyBundle(
            1,
            bundle.identity(),
            bundle.signedPreKey(),
            Optional.of(new PreKeyBundle.OneTimeKey(8, WITHOUT_SECRET)));

    assertEquals(
        new RatchetCipher.BadBundle("key.public"),
        RatchetCipher.start(alice.own, Ratchet.NONE, weak, alice.random));
  }

  @Test
  void refusesARatchetKeyWithoutASecret() {
    var message = new RatchetMessage(new byte[100], WITHOUT_SECRET, 0, new byte[16]);

    assertEquals(new DecryptFailure.Malformed("key.public"), decrypt(message));
  }

  @Test
  void refusesARatchetKeyThatServesInAnotherRatchet() {
    RatchetState known = alice.ratchet.states().getFirst();
    bob.open(alice.encrypt("makes the chain known"));
    var again =
        X3dh.initiate(
            alice.own, bob.bundle(), KeyPair.generate(new Random(4)), known.sending().ratchetKey());

    var message = again.seal(alice.own, new byte[1]).message();

    assertEquals(
        new DecryptFailure.Malformed("msg.ephemeralKey"),
        decrypt(IncomingMessage.parse(message.type(), message.bytes())));
  }

  @Test
  void refusesAnAuthenticMessageWhosePaddingIsWrong() {
    SendingChain chain = alice.ratchet.states().getFirst().sending();
    Kdf.MessageKeys keys = Kdf.message(chain.next().seed(new Hmac()));
    byte[] bytes =
        RatchetMessage.write(chain, new byte[32], keys.mac(), alice.identity(), bob.identity());

    assertEquals(
        new DecryptFailure.Malformed("msg.ciphertext"),
        decrypt(IncomingMessage.parse(EncryptedMessage.Type.MESSAGE, bytes)));
  }

  @Test
  void refusesOurOwnMessageSentBackToUs() {
    var first = new Device(5);
    first.start(bob.bundle());
    var message = first.encrypt("for bob");

    assertInstanceOf(DecryptFailure.class, first.decrypt(message));
    bob.open(message);
    first.open(bob.encrypt("answer"));
    assertInstanceOf(DecryptFailure.class, first.decrypt(first.encrypt("for bob too")));
  }

  @Test
  void startsAnewRatherThanUsingACounterTwice() {
    RatchetState state = bob.ratchet.states().getFirst();
    SendingChain chain = state.sending();
    var wornOut =
        state.with(
            state.root(),
            new SendingChain(
                chain.ratchetKey(), new ChainKey(chain.next().key(), 0x1_0000_0000L), 0),
            state.receiving(),
            Optional.empty());

    assertEquals(
        new Encryption.NoRatchet(),
        RatchetCipher.encrypt(bob.own, new Ratchet(List.of(wornOut), true), new byte[1]));
  }

  @Test
  void keepsNoMoreSkippedKeysOfAPeerThanOneRatchetMayHave() {
    List<RatchetState> states = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      states.add(withSkipped(i, 2_000));
    }
    states.add(withSkipped(7, 0));

    Ratchet.Change change = new Ratchet(states, true).started(withSkipped(8, 1));

    List<Integer> kept =
        change.after().states().stream().map(it -> it.receiving().getFirst().kept()).toList();
    assertEquals(List.of(1, 2_000, 2_000, 2_000, 2_000, 0, 0, 0, 0), kept);
    assertEquals(
        states.subList(4, 7).stream().map(it -> it.receiving().getFirst().id()).toList(),
        change.dropped());
    assertTrue(change.after().open());
  }

  private RatchetState withSkipped(int seed, int kept) {
    RatchetState state = alice.ratchet.states().getFirst();
    var id = ChainId.ofRatchet(PublicKey.of(KeyPair.generate(new Random(seed))));
    var chain = new ReceivingChain(id, new ChainKey(state.root(), 5_000), kept);
    return state.with(state.root(), state.sending(), List.of(chain), Optional.empty());
  }

  private Decryption decrypt(IncomingMessage message) {
    return RatchetCipher.decrypt(bob.own, bob.ratchet, message, bob.find(message), bob.random);
  }
}
