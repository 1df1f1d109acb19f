package dev.wharf.sandbox.phone;

import dev.wharf.sandbox.account.AppState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One collection of the app state as a device reads it that has the key, from the first patch on,
 * and the next patch to it. Field numbers as in messaging.md 15.6.
 */
final class Ledger {

  /**
   * What one index says.
   *
   * @param index JSON, as in {@code ["setting_pushName"]}
   * @param value a SyncActionValue without its time
   * @param version of the kind of action
   */
  record Entry(String index, byte[] value, int version) {}

  private record Mutation(Entry entry, boolean removes, byte[] index, byte[] blob) {}

  private static final int SET = 0;
  private static final int REMOVE = 1;
  private static final int IV = 16;

  private final AppState.Name name;
  private final AppState state;
  private final SyncKeys keys;
  private final LtHash sum = new LtHash();
  private final Map<String, byte[]> valueMacs = new HashMap<>();
  private final Map<String, Mutation> present = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  Ledger(AppState.Name name, AppState state) {
    this.name = name;
    this.state = state;
    this.keys = new SyncKeys(state.key());
    state.since(name, 0).forEach(this::replay);
  }

  /** What is there, by index. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** Writes one patch; does nothing if there is nothing to change. Returns whether it did. */
  boolean change(List<Entry> set, List<Entry> removed, long now, RandomGenerator random) {
    var mutations = new ArrayList<Mutation>();
    set.forEach(entry -> mutations.add(mutation(entry, false, now, random)));
    removed.forEach(entry -> mutations.add(mutation(entry, true, now, random)));
    if (mutations.isEmpty()) {
      return false;
    }
    mutations.forEach(this::apply);
    long version = state.version(name) + 1L;
    byte[] snapshot = keys.snapshot(sum.bytes(), version, name);
    var values = mutations.stream().map(it -> valueMac(it.blob())).toList();
    var patch = Fields.write().child(1, Fields.write().number(1, version));
    mutations.forEach(it -> patch.child(2, proto(it)));
    patch
        .bytes(4, snapshot)
        .bytes(5, keys.patch(snapshot, values, version, name))
        .child(6, Fields.write().bytes(1, keys.id()))
        .number(8, 0);
    state.append(name, patch.bytes());
    return true;
  }

  /** All of it, as SyncdSnapshot. */
  byte[] snapshot() {
    long version = state.version(name);
    var snapshot = Fields.write().child(1, Fields.write().number(1, version));
    present.values().forEach(it -> snapshot.child(2, record(it)));
    return snapshot
        .bytes(3, keys.snapshot(sum.bytes(), version, name))
        .child(4, Fields.write().bytes(1, keys.id()))
        .bytes();
  }

  private Mutation mutation(Entry entry, boolean removes, long now, RandomGenerator random) {
    byte[] index = entry.index().getBytes(StandardCharsets.UTF_8);
    byte[] value = join(Fields.write().number(1, now).bytes(), entry.value());
    byte[] action =
        Fields.write()
            .bytes(1, index)
            .bytes(2, value)
            .bytes(3, new byte[0])
            .number(4, entry.version())
            .bytes();
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    return new Mutation(entry, removes, keys.index(index), keys.seal(removes, action, iv));
  }

  private Fields.Writer proto(Mutation mutation) {
    return Fields.write().number(1, mutation.removes() ? REMOVE : SET).child(2, record(mutation));
  }

  private Fields.Writer record(Mutation mutation) {
    return Fields.write()
        .child(1, Fields.write().bytes(1, mutation.index()))
        .child(2, Fields.write().bytes(1, mutation.blob()))
        .child(3, Fields.write().bytes(1, keys.id()));
  }

  private void replay(byte[] patch) {
    for (Fields mutation : Fields.read(patch).map(it -> it.children(2)).orElse(List.of())) {
      boolean removes = mutation.number(1).orElse(SET) == REMOVE;
      Optional<byte[]> index = mutation.child(2, 1).flatMap(it -> it.bytes(1));
      Optional<byte[]> blob = mutation.child(2, 2).flatMap(it -> it.bytes(1));
      if (index.isPresent() && blob.isPresent()) {
        read(blob.get()).ifPresent(it -> apply(new Mutation(it, removes, index.get(), blob.get())));
      }
    }
  }

  private Optional<Entry> read(byte[] blob) {
    try {
      return Fields.read(keys.open(blob)).map(Ledger::entry);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Entry entry(Fields action) {
    byte[] value = action.child(2).map(it -> it.without(1)).orElse(new byte[0]);
    return new Entry(action.text(1).orElse(""), value, (int) action.number(4).orElse(0));
  }

  private void apply(Mutation mutation) {
    String index = HexFormat.of().formatHex(mutation.index());
    sum.subtract(Optional.ofNullable(valueMacs.remove(index)));
    if (mutation.removes()) {
      entries.remove(mutation.entry().index());
      present.remove(index);
    } else {
      byte[] mac = valueMac(mutation.blob());
      sum.add(mac);
      valueMacs.put(index, mac);
      entries.put(mutation.entry().index(), mutation.entry());
      present.put(index, mutation);
    }
  }

  private static byte[] valueMac(byte[] blob) {
    return java.util.Arrays.copyOfRange(blob, blob.length - SyncKeys.MAC, blob.length);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
