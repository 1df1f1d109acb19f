package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFaults;
import dev.wharf.protocol.proto.SignalProto;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every damaged message is answered with a failure of a known kind, and with nothing else. */
class MalformedMessagesTest {

  private static final int MUTATIONS = 3_000;
  private static final ByteString KEY =
      ByteString.copyFrom(PublicKey.of(new Device(9).own.identity()).wire());
  private static final ByteString BLOCK = ByteString.copyFrom(new byte[16]);
  private static final byte[] INNER = framed(whisper().build(), 8);

  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  static Stream<Arguments> malformed() {
    return Stream.of(
        row(EncryptedMessage.Type.MESSAGE, new byte[0], "msg"),
        row(EncryptedMessage.Type.MESSAGE, new byte[9], "msg"),
        row(EncryptedMessage.Type.MESSAGE, new byte[10], "msg.version"),
        row(EncryptedMessage.Type.MESSAGE, hex("230a0000000000000000"), "msg.version"),
        row(EncryptedMessage.Type.MESSAGE, hex("440a0000000000000000"), "msg.version"),
        row(EncryptedMessage.Type.MESSAGE, hex("330a210500000000000000"), "msg"),
        row(EncryptedMessage.Type.MESSAGE, hex("33ffffffffffffffffffff0000000000000000"), "msg"),
        whisperRow(whisper().clearCounter(), "msg.counter"),
        whisperRow(whisper().clearEphemeralKey(), "msg.ephemeralKey"),
        whisperRow(whisper().setEphemeralKey(KEY.substring(1)), "msg.ephemeralKey"),
        whisperRow(
            whisper().setEphemeralKey(ByteString.copyFrom(new byte[33])), "msg.ephemeralKey"),
        whisperRow(whisper().clearCiphertext(), "msg.ciphertext"),
        whisperRow(whisper().setCiphertext(BLOCK.substring(1)), "msg.ciphertext"),
        row(EncryptedMessage.Type.PRE_KEY_MESSAGE, new byte[0], "pkmsg"),
        row(EncryptedMessage.Type.PRE_KEY_MESSAGE, hex("33"), "pkmsg"),
        row(EncryptedMessage.Type.PRE_KEY_MESSAGE, hex("3408"), "pkmsg.version"),
        row(EncryptedMessage.Type.PRE_KEY_MESSAGE, hex("3308"), "pkmsg"),
        firstRow(first().clearSignedPreKeyId(), "pkmsg.signedPreKeyId"),
        firstRow(first().clearBaseKey(), "pkmsg.baseKey"),
        firstRow(first().clearIdentityKey(), "pkmsg.identityKey"),
        firstRow(first().clearMessage(), "msg"),
        firstRow(first().setMessage(BLOCK), "msg.version"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void namesTheFieldThatIsWrong(EncryptedMessage.Type type, byte[] bytes, String where) {
    var message = IncomingMessage.parse(type, bytes);

    assertEquals(new IncomingMessage.Unreadable(where), message);
    assertEquals(Optional.empty(), message.skippedKey());
    assertEquals(Optional.empty(), message.identity());
    assertEquals(
        new DecryptFailure.Malformed(where), bob.decrypt(new EncryptedMessage(type, bytes)));
  }

  @Test
  void takesPreKeyIdZeroForNone() {
    var message = first().setPreKeyId(0).build();
    var parsed = IncomingMessage.parse(EncryptedMessage.Type.PRE_KEY_MESSAGE, framed(message, 0));

    assertEquals(true, parsed.preKeyId().isEmpty());
    assertEquals(3, parsed.signedPreKeyId().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(EncryptedMessage.Type.class)
  void refusesEveryTruncationAndMutation(EncryptedMessage.Type type) {
    alice.start(bob.bundle(7));
    if (type == EncryptedMessage.Type.MESSAGE) {
      bob.open(alice.encrypt("first"));
      alice.open(bob.encrypt("answer"));
    }
    byte[] genuine = alice.encrypt("genuine").bytes();
    Ratchet before = bob.ratchet;

    for (int length = 0; length < genuine.length; length++) {
      refuse(type, Arrays.copyOf(genuine, length));
    }
    long seed = 7;
    var random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(genuine, random);
      var message = IncomingMessage.parse(type, mutated);
      if (RatchetCipher.decrypt(bob.own, bob.ratchet, message, bob.find(message), bob.random)
          instanceof Decryption.Decrypted opened) {
        // The registration id of a first message is covered by no MAC; all that is said is.
        assertEquals(EncryptedMessage.Type.PRE_KEY_MESSAGE, type, "seed " + seed);
        assertEquals("genuine", new String(opened.plaintext()), "seed " + seed);
      }
    }
    assertEquals(before, bob.ratchet);
    assertEquals("genuine", bob.read(new EncryptedMessage(type, genuine)));
  }

  @Test
  void refusesEveryTruncationAndMutationOfAGroupMessage() {
    var random = new Random(4);
    var own = OwnSenderKey.create(random);
    var keys = SenderKeys.NONE.accept(own.distribution()).keys();
    byte[] genuine = own.encrypt("genuine".getBytes(), random).message();

    for (int length = 0; length < genuine.length; length++) {
      refuse(keys, Arrays.copyOf(genuine, length));
    }
    for (int i = 0; i < MUTATIONS; i++) {
      refuse(keys, mutate(genuine, random));
    }
  }

  static Stream<Arguments> malformedGroupMessages() {
    var message =
        SignalProto.SenderKeyMessage.newBuilder().setId(1).setIteration(2).setCiphertext(BLOCK);
    return Stream.of(
        Arguments.of(new byte[65], "skmsg"),
        Arguments.of(new byte[66], "skmsg.version"),
        Arguments.of(framed(message.clone().clearId().build(), 64), "skmsg.id"),
        Arguments.of(framed(message.clone().clearIteration().build(), 64), "skmsg.iteration"),
        Arguments.of(framed(message.clone().clearCiphertext().build(), 64), "skmsg.ciphertext"));
  }

  @ParameterizedTest
  @MethodSource("malformedGroupMessages")
  void namesTheFieldOfAGroupMessageThatIsWrong(byte[] bytes, String where) {
    var message = IncomingGroupMessage.parse(bytes);

    assertEquals(new IncomingGroupMessage.Unreadable(where), message);
    assertEquals(Optional.empty(), message.skippedKey());
    assertEquals(
        new DecryptFailure.Malformed(where), SenderKeys.NONE.decrypt(message, Optional.empty()));
  }

  static Stream<Arguments> malformedDistributions() {
    var message =
        SignalProto.SenderKeyDistributionMessage.newBuilder()
            .setId(1)
            .setIteration(2)
            .setChainKey(ByteString.copyFrom(new byte[32]))
            .setSigningKey(KEY);
    return Stream.of(
        Arguments.of(ProtocolFault.Kind.TRUNCATED, new byte[1], "skdm"),
        Arguments.of(ProtocolFault.Kind.MALFORMED, hex("32ff"), "skdm.version"),
        Arguments.of(ProtocolFault.Kind.MALFORMED, hex("33ff"), "skdm"),
        Arguments.of(
            ProtocolFault.Kind.MISSING, framed(message.clone().clearId().build(), 0), "skdm.id"),
        Arguments.of(
            ProtocolFault.Kind.MISSING,
            framed(message.clone().clearIteration().build(), 0),
            "skdm.iteration"),
        Arguments.of(
            ProtocolFault.Kind.MALFORMED,
            framed(message.clone().setChainKey(BLOCK).build(), 0),
            "skdm.chainKey"),
        Arguments.of(
            ProtocolFault.Kind.MALFORMED,
            framed(message.clone().clearSigningKey().build(), 0),
            "skdm.signingKey"));
  }

  @ParameterizedTest
  @MethodSource("malformedDistributions")
  void namesTheFieldOfADistributionThatIsWrong(
      ProtocolFault.Kind kind, byte[] bytes, String where) {
    ProtocolFaults.assertFault(kind, where, () -> SenderKeyDistribution.parse(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void refusesKeysOfAnotherLength(int length) {
    assertThrows(ProtocolFault.class, () -> new PublicKey(new byte[length]));
    assertThrows(ProtocolFault.class, () -> new Secret(new byte[length]));
  }

  private void refuse(EncryptedMessage.Type type, byte[] bytes) {
    assertInstanceOf(DecryptFailure.class, bob.decrypt(new EncryptedMessage(type, bytes)));
  }

  private static void refuse(SenderKeys keys, byte[] bytes) {
    var decryption = keys.decrypt(IncomingGroupMessage.parse(bytes), Optional.empty());
    if (!(decryption instanceof DecryptFailure)) {
      fail("opened " + HexFormat.of().formatHex(bytes));
    }
  }

  private static byte[] mutate(byte[] genuine, Random random) {
    byte[] mutated = genuine.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return mutated;
  }

  private static SignalProto.SignalMessage.Builder whisper() {
    return SignalProto.SignalMessage.newBuilder()
        .setEphemeralKey(KEY)
        .setCounter(1)
        .setPreviousCounter(2)
        .setCiphertext(BLOCK);
  }

  private static SignalProto.PreKeySignalMessage.Builder first() {
    return SignalProto.PreKeySignalMessage.newBuilder()
        .setBaseKey(KEY)
        .setIdentityKey(KEY)
        .setSignedPreKeyId(3)
        .setMessage(ByteString.copyFrom(INNER));
  }

  private static Arguments whisperRow(SignalProto.SignalMessage.Builder message, String where) {
    return row(EncryptedMessage.Type.MESSAGE, framed(message.build(), 8), where);
  }

  private static Arguments firstRow(SignalProto.PreKeySignalMessage.Builder message, String where) {
    return row(EncryptedMessage.Type.PRE_KEY_MESSAGE, framed(message.build(), 0), where);
  }

  private static Arguments row(EncryptedMessage.Type type, byte[] bytes, String where) {
    return Arguments.of(type, bytes, where);
  }

  private static byte[] framed(MessageLite message, int trailer) {
    return WireFormat.write(message, trailer);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
