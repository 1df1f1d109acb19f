package dev.wharf.sandbox.account;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the devices of one account share (messaging.md 10): to the server, patches it cannot read.
 * The key belongs to the phone.
 */
public final class AppState {

  /** The collections there are. */
  public enum Name {
    CRITICAL_BLOCK,
    CRITICAL_UNBLOCK_LOW,
    REGULAR_HIGH,
    REGULAR_LOW,
    REGULAR;

    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Name> of(String wire) {
      return List.of(values()).stream().filter(name -> name.wire().equals(wire)).findFirst();
    }
  }

  /**
   * What the phone gives to its companions.
   *
   * @param id six bytes
   * @param data 32 random bytes
   * @param at when it was made, in seconds
   */
  public record Key(byte[] id, byte[] data, long at) {}

  /**
   * All of a collection, outside: what lies on the media server is named, not held. Forgotten when
   * the sandbox ends, as that is.
   *
   * @param reference ExternalBlobReference
   */
  public record Snapshot(int version, byte[] reference) {}

  private final Map<Name, Snapshot> snapshots = new EnumMap<>(Name.class);
  private final Map<Name, Map<Integer, byte[]>> outside = new EnumMap<>(Name.class);
  private final Key key;
  private final Map<Name, List<byte[]>> patches = new EnumMap<>(Name.class);

  public AppState(Key key) {
    this.key = key;
  }

  public Key key() {
    return key;
  }

  /** How many patches there have been. */
  public int version(Name collection) {
    return patches(collection).size();
  }

  /** The patches that lead from a version to the present one, each with its version in it. */
  public List<byte[]> since(Name collection, long version) {
    List<byte[]> all = patches(collection);
    return version >= all.size()
        ? List.of()
        : List.copyOf(all.subList((int) Math.max(0, version), all.size()));
  }

  /** As {@link #since}, but with those patches that were put outside as references. */
  public List<byte[]> served(Name collection, long version) {
    var patches = new ArrayList<byte[]>();
    int number = (int) Math.max(0, version);
    for (byte[] patch : since(collection, version)) {
      number++;
      patches.add(outside.getOrDefault(collection, Map.of()).getOrDefault(number, patch));
    }
    return patches;
  }

  /** Clients get that patch from outside. */
  public void outside(Name collection, int version, byte[] patch) {
    outside.computeIfAbsent(collection, _ -> new HashMap<>()).put(version, patch);
  }

  /** Nothing is outside any more. */
  public void allInside() {
    outside.clear();
    snapshots.clear();
  }

  public void snapshot(Name collection, Snapshot snapshot) {
    snapshots.put(collection, snapshot);
  }

  public Optional<Snapshot> snapshot(Name collection) {
    return Optional.ofNullable(snapshots.get(collection));
  }

  /** The next patch. */
  public void append(Name collection, byte[] patch) {
    patches.computeIfAbsent(collection, _ -> new ArrayList<>()).add(patch);
  }

  private List<byte[]> patches(Name collection) {
    return patches.getOrDefault(collection, List.of());
  }
}
