package dev.wharf.protocol.appstate;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.appstate.AppState.Outcome;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.KeyId;
import dev.wharf.protocol.proto.AppStateProto.PushNameSetting;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import dev.wharf.protocol.proto.AppStateProto.SyncdIndex;
import dev.wharf.protocol.proto.AppStateProto.SyncdMutations;
import dev.wharf.protocol.proto.AppStateProto.SyncdPatch;
import dev.wharf.protocol.proto.AppStateProto.SyncdSnapshot;
import dev.wharf.protocol.proto.AppStateProto.SyncdVersion;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppStateTest {

  private static final AppStateKey KEY = key(1);
  private static final CollectionState NOTHING = CollectionState.empty("critical_block");
  private static final GoldenVectors VECTORS = GoldenVectors.load("app-state");

  private final Random random = new Random(11);

  /** What a client keeps of one collection. */
  private static final class Store {
    CollectionState state = NOTHING;
    final Map<Opaque, Opaque> macs = new HashMap<>();

    List<Mutation> follow(byte[] uploaded) {
      var patch = Patch.parse(Patch.published(uploaded, state.version() + 1), 0);
      return take(AppState.apply(state, patch, macs, Map.of(KEY.id(), KEY)));
    }

    List<Mutation> take(Outcome outcome) {
      var applied = assertInstanceOf(Outcome.Applied.class, outcome);
      state = applied.state();
      macs.putAll(applied.stored());
      macs.keySet().removeAll(applied.gone());
      return applied.mutations();
    }

    byte[] write(Random random, Mutation... mutations) {
      return AppState.encode(state, List.of(mutations), macs, KEY, random).patch();
    }
  }

  @Test
  void derivesTheKeysThatOthersDerive() {
    var keys = MutationKeys.derive(KEY);

    assertArrayEquals(VECTORS.bytes("indexKey"), keys.index());
    assertArrayEquals(VECTORS.bytes("valueEncryptionKey"), keys.value());
    assertArrayEquals(VECTORS.bytes("valueMacKey"), keys.valueMac());
    assertArrayEquals(VECTORS.bytes("snapshotMacKey"), keys.snapshotMac());
    assertArrayEquals(VECTORS.bytes("patchMacKey"), keys.patchMac());
  }

  @Test
  void computesTheMacsThatOthersCompute() throws GeneralSecurityException {
    var keys = MutationKeys.derive(KEY);
    byte[] a = sha256("a");
    byte[] b = sha256("b");
    var state = new CollectionState("critical_block", 1, LtHash.EMPTY.plus(a).plus(b));
    byte[] data = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));

    assertArrayEquals(VECTORS.bytes("ltHash"), state.hash().sum().bytes());
    assertEquals(LtHash.EMPTY, state.hash().minus(b).minus(a));
    assertArrayEquals(VECTORS.bytes("snapshotMac"), Macs.snapshot(keys, state));
    assertArrayEquals(
        VECTORS.bytes("patchMac"),
        Macs.patch(keys, VECTORS.bytes("snapshotMac"), List.of(a, b), state));
    assertArrayEquals(VECTORS.bytes("valueMac"), Macs.value(keys, true, KEY.id(), data));
    assertEquals(
        new Opaque(VECTORS.bytes("pushNameIndex")),
        AppState.indexMac(List.of("setting_pushName"), KEY));
  }

  @Test
  void isReadAsItWasWritten() {
    var store = new Store();
    Mutation name = pushName("Ada Lövelace 🙂");
    Mutation contact = contact("15551234567@s.whatsapp.net", "Bo", true);

    assertEquals(List.of(name, contact), store.follow(store.write(random, name, contact)));
    assertEquals(1, store.state.version());
    assertEquals(2, store.macs.size());
  }

  @Test
  void followsARandomWalkOfStepsAndKnowsWhatIsLeft() {
    var store = new Store();
    Map<List<String>, Mutation> left = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      Mutation[] mutations = new Mutation[1 + random.nextInt(4)];
      for (int i = 0; i < mutations.length; i++) {
        mutations[i] = contact(random.nextInt(8) + "@lid", "name " + step, random.nextInt(3) > 0);
        if (mutations[i].set()) {
          left.put(mutations[i].index(), mutations[i]);
        } else {
          left.remove(mutations[i].index());
        }
      }
      store.follow(store.write(random, mutations));
    }

    assertEquals(left.size(), store.macs.size());
    var fresh = new Store();
    fresh.follow(fresh.write(random, left.values().toArray(Mutation[]::new)));
    assertEquals(store.macs.keySet(), fresh.macs.keySet());
    store.follow(
        store.write(
            random,
            left.keySet().stream()
                .map(index -> new Mutation(false, index, SyncActionValue.getDefaultInstance(), 2))
                .toArray(Mutation[]::new)));
    assertEquals(LtHash.EMPTY, store.state.hash());
    assertEquals(Map.of(), store.macs);
  }

  @Test
  void readsAWholeCollection() throws InvalidProtocolBufferException {
    var store = new Store();
    byte[] uploaded = store.write(random, pushName("Ada"));
    store.follow(uploaded);
    var record = SyncdPatch.parseFrom(uploaded).getMutations(0).getRecord();
    byte[] snapshot =
        SyncdSnapshot.newBuilder()
            .setVersion(SyncdVersion.newBuilder().setVersion(1))
            .addRecords(record)
            .setKeyId(KeyId.newBuilder().setId(ByteString.copyFrom(KEY.id().bytes())))
            .setMac(SyncdPatch.parseFrom(uploaded).getSnapshotMac())
            .build()
            .toByteArray();
    var other = new Store();

    other.take(AppState.load("critical_block", Snapshot.parse(snapshot), Map.of(KEY.id(), KEY)));

    assertEquals(store.state, other.state);
    assertEquals(store.macs, other.macs);
    assertFault(
        Kind.FORGED,
        "appState.snapshotMac",
        () -> AppState.load("regular", Snapshot.parse(snapshot), Map.of(KEY.id(), KEY)));
  }

  @Test
  void takesMutationsThatLieOutside() throws InvalidProtocolBufferException {
    var store = new Store();
    var whole = SyncdPatch.parseFrom(store.write(random, pushName("Ada")));
    byte[] outside =
        SyncdMutations.newBuilder().addAllMutations(whole.getMutationsList()).build().toByteArray();
    var patch = Patch.parse(whole.toBuilder().clearMutations().build().toByteArray(), 1);

    store.take(AppState.apply(NOTHING, patch.with(outside), Map.of(), Map.of(KEY.id(), KEY)));

    assertEquals(1, store.state.version());
  }

  @Test
  void asksForKeysBeforeAnythingElse() {
    var patch = Patch.parse(new Store().write(random, pushName("Ada")), 1);

    assertEquals(
        new Outcome.KeysMissing(Set.of(KEY.id())),
        AppState.apply(NOTHING, patch, Map.of(), Map.of()));
  }

  static Stream<Arguments> forged() {
    ByteString other = ByteString.copyFrom(new byte[32]);
    return Stream.of(
        row(it -> it.setPatchMac(other), "appState.patchMac"),
        row(it -> it.setVersion(SyncdVersion.newBuilder().setVersion(2)), "appState.patchMac"),
        row(it -> it.setSnapshotMac(other), "appState.patchMac"),
        row(it -> it.clearMutations(), "appState.patchMac"),
        row(it -> it.addMutations(it.getMutations(0)), "appState.patchMac"),
        row(
            it -> {
              var first = it.getMutations(0).toBuilder();
              it.setMutations(0, first.setOperation(1));
            },
            "appState.mutation.valueMac"),
        row(
            it -> {
              var first = it.getMutations(0).toBuilder();
              var record = first.getRecord().toBuilder();
              first.setRecord(record.setIndex(SyncdIndex.newBuilder().setBlob(other)));
              it.setMutations(0, first);
            },
            "appState.mutation.indexMac"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void believesNothingThatWasTurned(Consumer<SyncdPatch.Builder> turn, String path)
      throws InvalidProtocolBufferException {
    var patch = SyncdPatch.parseFrom(new Store().write(random, pushName("Ada"))).toBuilder();
    turn.accept(patch);
    var parsed = Patch.parse(patch.build().toByteArray(), 1);

    assertFault(
        Kind.FORGED, path, () -> AppState.apply(NOTHING, parsed, Map.of(), Map.of(KEY.id(), KEY)));
  }

  @Test
  void tellsThatItHasLostStep() {
    var store = new Store();
    store.follow(store.write(random, pushName("Ada")));
    byte[] second = store.write(random, contact("1@lid", "Bo", true));

    assertFault(
        Kind.FORGED,
        "appState.snapshotMac",
        () -> AppState.apply(NOTHING, Patch.parse(second, 2), Map.of(), Map.of(KEY.id(), KEY)));
  }

  @Test
  void neverGoesBack() {
    var store = new Store();
    byte[] first = store.write(random, pushName("Ada"));
    store.follow(first);

    assertFault(
        Kind.MALFORMED,
        "appState.version",
        () ->
            AppState.apply(store.state, Patch.parse(first, 1), store.macs, Map.of(KEY.id(), KEY)));
  }

  @Test
  void doesNothingButFaultOnMutations() {
    byte[] patch = new Store().write(random, pushName("Ada"), contact("1@lid", "Bo", true));
    Map<Opaque, AppStateKey> keys = Map.of(KEY.id(), KEY);
    for (int i = 0; i < 5_000; i++) {
      byte[] turned = patch.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        turned[random.nextInt(turned.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        AppState.apply(NOTHING, Patch.parse(turned, 1), Map.of(), keys);
      } catch (ProtocolFault _) {
        // As it should be; a missing key, or a turned field that nobody reads, is right too.
      }
    }
  }

  @Test
  void saysWhatAMutationMeans() {
    Jid bo = Jid.phone("15551234567", 0);
    assertEquals(
        new AppStateAction.Contact(
            bo,
            Optional.of("Bo"),
            Optional.empty(),
            Optional.of(Jid.lid("77", 0)),
            Optional.empty()),
        AppStateAction.of(contact(bo.toString(), "Bo", true)));
    assertEquals(
        new AppStateAction.ContactGone(bo), AppStateAction.of(contact(bo.toString(), "Bo", false)));
    assertEquals(new AppStateAction.PushName("Ada"), AppStateAction.of(pushName("Ada")));
    assertEquals(
        new AppStateAction.Other("contact", true),
        AppStateAction.of(contact("nobody", "Bo", true)));
    assertEquals(
        new AppStateAction.Other("label_edit", true),
        AppStateAction.of(
            new Mutation(
                true, List.of("label_edit", "1"), SyncActionValue.getDefaultInstance(), 3)));
  }

  private static Mutation pushName(String name) {
    return new Mutation(
        true,
        List.of("setting_pushName"),
        SyncActionValue.newBuilder()
            .setTimestamp(1_700_000_000_000L)
            .setPushNameSetting(PushNameSetting.newBuilder().setName(name))
            .build(),
        1);
  }

  private static Mutation contact(String jid, String name, boolean set) {
    return new Mutation(
        set,
        List.of("contact", jid),
        SyncActionValue.newBuilder()
            .setContactAction(ContactAction.newBuilder().setFullName(name).setLidJid("77@lid"))
            .build(),
        2);
  }

  private static AppStateKey key(int id) {
    byte[] data = new byte[32];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return new AppStateKey(
        new Opaque(new byte[] {0, 0, 0, 0, 0, (byte) id}), new Opaque(data), Optional.empty());
  }

  private static byte[] sha256(String text) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes());
  }

  private static Arguments row(Consumer<SyncdPatch.Builder> turn, String path) {
    return Arguments.of(turn, path);
  }
}
