package dev.wharf.protocol.appstate;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.KeyId;
import dev.wharf.protocol.proto.AppStateProto.SyncdIndex;
import dev.wharf.protocol.proto.AppStateProto.SyncdMutation;
import dev.wharf.protocol.proto.AppStateProto.SyncdPatch;
import dev.wharf.protocol.proto.AppStateProto.SyncdRecord;
import dev.wharf.protocol.proto.AppStateProto.SyncdValue;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Reads and writes the steps of a collection (messaging.md 10.5). The MACs of all entries belong to
 * its state, but only those that a patch touches are needed at once.
 */
public final class AppState {

  private AppState() {}

  public sealed interface Outcome {

    /**
     * All of it is right. To be stored together: the state, the MACs that are new and those gone.
     *
     * @param stored index MAC to value MAC
     * @param gone index MACs
     */
    record Applied(
        CollectionState state,
        List<Mutation> mutations,
        Map<Opaque, Opaque> stored,
        Set<Opaque> gone)
        implements Outcome {}

    /** Nothing was done: these keys are to be asked for. */
    record KeysMissing(Set<Opaque> ids) implements Outcome {}
  }

  /**
   * @param patch as it is uploaded, without its version: {@link Patch#published}
   * @param stored index MAC to value MAC
   * @param gone index MACs
   */
  public record Encoded(
      byte[] patch, CollectionState state, Map<Opaque, Opaque> stored, Set<Opaque> gone) {}

  /**
   * Follows one patch.
   *
   * @param before value MACs of those {@link Patch#indexMacs} that are there
   * @param keys by id, those that are known
   * @throws ProtocolFault {@code FORGED} at {@code appState.snapshotMac} if we have lost step: the
   *     collection is then to be read anew; {@code FORGED} elsewhere or {@code MALFORMED} if the
   *     patch is bad or older than the state; {@code MISSING} if its mutations still lie outside
   */
  public static Outcome apply(
      CollectionState state,
      Patch patch,
      Map<Opaque, Opaque> before,
      Map<Opaque, AppStateKey> keys) {
    if (patch.external().isPresent()) {
      throw new ProtocolFault(ProtocolFault.Kind.MISSING, "appState.patch", "is not all here");
    }
    if (patch.version() <= state.version()) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "appState.version", "goes back");
    }
    Set<Opaque> missing = missing(patch.keyIds(), keys);
    if (!missing.isEmpty()) {
      return new Outcome.KeysMissing(missing);
    }
    var open = new Opening(keys);
    var entries = new Entries(state.hash(), before);
    List<Mutation> mutations = open.all(patch.mutations(), entries);
    var next = new CollectionState(state.name(), patch.version(), entries.hash());
    MutationKeys own = open.keys(patch.keyId());
    List<byte[]> valueMacs = patch.mutations().stream().map(SealedMutation::valueMac).toList();
    byte[] patchMac = Macs.patch(own, patch.snapshotMac().bytes(), valueMacs, next);
    MutationCodec.require(
        MessageDigest.isEqual(patchMac, patch.patchMac().bytes()), "appState.patchMac");
    requireSnapshotMac(own, next, patch.snapshotMac());
    return new Outcome.Applied(next, mutations, entries.stored(), entries.gone());
  }

  /**
   * Reads a whole collection, in place of everything that was known of it.
   *
   * @throws ProtocolFault {@code FORGED} or {@code MALFORMED} if it is bad
   */
  public static Outcome load(String name, Snapshot snapshot, Map<Opaque, AppStateKey> keys) {
    Set<Opaque> missing = missing(snapshot.keyIds(), keys);
    if (!missing.isEmpty()) {
      return new Outcome.KeysMissing(missing);
    }
    var open = new Opening(keys);
    var entries = new Entries(LtHash.EMPTY, Map.of());
    List<Mutation> mutations = open.all(snapshot.records(), entries);
    var state = new CollectionState(name, snapshot.version(), entries.hash());
    requireSnapshotMac(open.keys(snapshot.keyId()), state, snapshot.mac());
    return new Outcome.Applied(state, mutations, entries.stored(), Set.of());
  }

  /** The MAC under which an entry is stored. */
  public static Opaque indexMac(List<String> index, AppStateKey key) {
    return new Opaque(Macs.index(MutationKeys.derive(key), MutationCodec.writeIndex(index)));
  }

  /**
   * The next step of a collection.
   *
   * @param before value MACs of the entries it touches, by {@link #indexMac}
   * @param random cryptographically strong
   */
  public static Encoded encode(
      CollectionState state,
      List<Mutation> mutations,
      Map<Opaque, Opaque> before,
      AppStateKey key,
      RandomGenerator random) {
    MutationKeys keys = MutationKeys.derive(key);
    List<SealedMutation> sealed =
        mutations.stream().map(it -> MutationCodec.seal(it, key.id(), keys, random)).toList();
    var entries = new Entries(state.hash(), before);
    sealed.forEach(entries::apply);
    var next = new CollectionState(state.name(), state.version() + 1, entries.hash());
    byte[] snapshotMac = Macs.snapshot(keys, next);
    List<byte[]> valueMacs = sealed.stream().map(SealedMutation::valueMac).toList();
    var patch =
        SyncdPatch.newBuilder()
            .setSnapshotMac(ByteString.copyFrom(snapshotMac))
            .setPatchMac(ByteString.copyFrom(Macs.patch(keys, snapshotMac, valueMacs, next)))
            .setKeyId(keyId(key.id()));
    sealed.forEach(it -> patch.addMutations(mutation(it)));
    return new Encoded(patch.build().toByteArray(), next, entries.stored(), entries.gone());
  }

  private static SyncdMutation.Builder mutation(SealedMutation it) {
    return SyncdMutation.newBuilder()
        .setOperation(it.set() ? 0 : 1)
        .setRecord(
            SyncdRecord.newBuilder()
                .setIndex(SyncdIndex.newBuilder().setBlob(bytes(it.indexMac())))
                .setValue(SyncdValue.newBuilder().setBlob(bytes(it.blob())))
                .setKeyId(keyId(it.keyId())));
  }

  private static KeyId.Builder keyId(Opaque id) {
    return KeyId.newBuilder().setId(bytes(id));
  }

  private static ByteString bytes(Opaque it) {
    return ByteString.copyFrom(it.bytes());
  }

  private static Set<Opaque> missing(Set<Opaque> ids, Map<Opaque, AppStateKey> keys) {
    return ids.stream().filter(id -> !keys.containsKey(id)).collect(Collectors.toSet());
  }

  private static void requireSnapshotMac(MutationKeys keys, CollectionState state, Opaque mac) {
    MutationCodec.require(
        MessageDigest.isEqual(Macs.snapshot(keys, state), mac.bytes()), "appState.snapshotMac");
  }

  /** Derives each key once. */
  private static final class Opening {

    private final Map<Opaque, AppStateKey> keys;
    private final Map<Opaque, MutationKeys> derived = new HashMap<>();

    Opening(Map<Opaque, AppStateKey> keys) {
      this.keys = keys;
    }

    MutationKeys keys(Opaque id) {
      return derived.computeIfAbsent(
          id, it -> MutationKeys.derive(Objects.requireNonNull(keys.get(it))));
    }

    List<Mutation> all(List<SealedMutation> sealed, Entries entries) {
      List<Mutation> opened = new ArrayList<>(sealed.size());
      for (SealedMutation it : sealed) {
        opened.add(MutationCodec.open(it, keys(it.keyId())));
        entries.apply(it);
      }
      return List.copyOf(opened);
    }
  }
}
