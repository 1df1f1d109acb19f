package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFaults;
import dev.wharf.protocol.proto.SignalProto;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoredRatchetTest {

  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  @Test
  void readsWhatItWroteAtEveryStage() {
    assertEquals(Ratchet.NONE, StoredRatchet.read(StoredRatchet.write(Ratchet.NONE)));
    alice.start(bob.bundle(7));
    assertSame(alice.ratchet);
    bob.open(alice.encrypt("one"));
    assertSame(bob.ratchet);
    alice.encrypt("lost");
    bob.open(alice.encrypt("two"));
    assertSame(bob.ratchet);
    alice.open(bob.encrypt("answer"));
    assertSame(alice.ratchet);
    bob.start(alice.bundle());
    assertSame(bob.ratchet);
    assertSame(bob.ratchet.archived());
  }

  @Test
  void isSmall() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("one"));
    assertTrue(StoredRatchet.write(bob.ratchet).length < 400);
    for (int turn = 0; turn < 8; turn++) {
      alice.open(bob.encrypt("ping"));
      bob.open(alice.encrypt("pong"));
    }
    assertTrue(StoredRatchet.write(bob.ratchet).length < 700);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        row("ratchet.version", it -> it.setVersion(2)),
        row("ratchet.version", SignalProto.StoredRatchet.Builder::clearVersion),
        row("ratchet.states", it -> it.addAllStates(Collections.nCopies(41, it.getStates(0)))),
        state("ratchet.identity", it -> it.clearIdentity()),
        state("ratchet.baseKey", it -> it.setBaseKey(ByteString.copyFrom(new byte[33]))),
        state("ratchet.rootKey", it -> it.clearRootKey()),
        state(
            "ratchet.receiving",
            it -> it.addAllReceiving(Collections.nCopies(5, it.getReceiving(0)))),
        sending("key", it -> it.clearPrivateKey()),
        state("key", it -> it.clearSending()),
        sending("ratchet.sending", it -> it.clearKey()),
        sending("ratchet.sending", it -> it.setCounter(-1)),
        sending("ratchet.sending", it -> it.setCounter(0x1_0000_0001L)),
        receiving("ratchet.receiving.id", it -> it.clearId()),
        receiving("ratchet.receiving", it -> it.clearKey()),
        receiving("ratchet.receiving.kept", it -> it.setKept(2_001)),
        receiving("ratchet.receiving.kept", it -> it.setKept(-1)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void namesTheFieldThatIsWrong(String where, Consumer<SignalProto.StoredRatchet.Builder> breaking)
      throws Exception {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("one"));
    var stored = SignalProto.StoredRatchet.parseFrom(StoredRatchet.write(bob.ratchet)).toBuilder();
    breaking.accept(stored);
    byte[] bytes = stored.build().toByteArray();

    var fault = assertThrows(ProtocolFault.class, () -> StoredRatchet.read(bytes));
    assertEquals(where, fault.path());
  }

  @Test
  void readsNothingElseThanAFaultFromDamagedBytes() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("one"));
    var random = new Random(3);
    var own = OwnSenderKey.create(random);
    var keys = SenderKeys.NONE.accept(own.distribution()).keys();
    damage(StoredRatchet.write(bob.ratchet), StoredRatchet::read, random);
    damage(StoredSenderKey.write(own), StoredSenderKey::readOwn, random);
    damage(StoredSenderKey.write(keys), StoredSenderKey::read, random);
  }

  @Test
  void refusesSenderKeysOfAnotherVersionOrShape() {
    byte[] other = HexFormat.of().parseHex("0802");
    byte[] empty = HexFormat.of().parseHex("0801");
    byte[] many = HexFormat.of().parseHex("0801120012001200120012001200");

    fault(ProtocolFault.Kind.MALFORMED, "senderKey.version", () -> StoredSenderKey.readOwn(other));
    fault(ProtocolFault.Kind.WEAK_KEY, "key", () -> StoredSenderKey.readOwn(empty));
    fault(ProtocolFault.Kind.MALFORMED, "senderKeys.version", () -> StoredSenderKey.read(other));
    fault(ProtocolFault.Kind.TOO_LARGE, "senderKeys.states", () -> StoredSenderKey.read(many));
    assertEquals(SenderKeys.NONE, StoredSenderKey.read(empty));
  }

  @Test
  void neverPrintsASecret() {
    alice.start(bob.bundle(7));
    bob.open(alice.encrypt("one"));
    RatchetState state = bob.ratchet.states().getFirst();
    String printed =
        List.of(bob.ratchet, bob.own, OwnSenderKey.create(new Random(1)), state.receiving())
            .toString();

    assertFalse(printed.contains("[B@"), printed);
    assertEquals("CipherKey", Kdf.group(state.root()).toString());
  }

  @Test
  void comparesKeysByContent() {
    var key = PublicKey.of(KeyPair.generate(new Random(1)));
    var same = new PublicKey(key.bytes().clone());
    var secret = new Secret(key.bytes());

    assertEquals(key, same);
    assertEquals(key.hashCode(), same.hashCode());
    assertEquals(ChainId.ofRatchet(key).hashCode(), ChainId.ofRatchet(same).hashCode());
    assertEquals(secret.hashCode(), new Secret(same.bytes()).hashCode());
    assertNotEquals(secret, new Secret(new byte[32]));
    assertNotEquals((Object) key, secret);
    assertNotEquals((Object) ChainId.ofRatchet(key), key);
  }

  private static void damage(byte[] genuine, Consumer<byte[]> reading, Random random) {
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = Arrays.copyOf(genuine, i < genuine.length ? i : genuine.length);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        reading.accept(bytes);
      } catch (ProtocolFault fault) {
        assertFalse(fault.path().isEmpty());
      }
    }
  }

  private static void assertSame(Ratchet ratchet) {
    assertEquals(ratchet, StoredRatchet.read(StoredRatchet.write(ratchet)));
  }

  private static void fault(ProtocolFault.Kind kind, String path, Executable action) {
    ProtocolFaults.assertFault(kind, path, action);
  }

  private static Arguments row(String where, Consumer<SignalProto.StoredRatchet.Builder> breaking) {
    return Arguments.of(where, breaking);
  }

  private static Arguments state(
      String where, Consumer<SignalProto.StoredRatchetState.Builder> breaking) {
    return row(
        where,
        it -> {
          var state = it.getStates(0).toBuilder();
          breaking.accept(state);
          it.setStates(0, state);
        });
  }

  private static Arguments sending(
      String where, Consumer<SignalProto.StoredSendingChain.Builder> breaking) {
    return state(
        where,
        it -> {
          var chain = it.getSending().toBuilder();
          breaking.accept(chain);
          it.setSending(chain);
        });
  }

  private static Arguments receiving(
      String where, Consumer<SignalProto.StoredReceivingChain.Builder> breaking) {
    return state(
        where,
        it -> {
          var chain = it.getReceiving(0).toBuilder();
          breaking.accept(chain);
          it.setReceiving(0, chain);
        });
  }
}
