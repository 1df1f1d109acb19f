package dev.wharf.sandbox.account;

import java.util.ArrayList;
import java.util.EnumMap;
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

  /** The next patch. */
  public void append(Name collection, byte[] patch) {
    patches.computeIfAbsent(collection, _ -> new ArrayList<>()).add(patch);
  }

  private List<byte[]> patches(Name collection) {
    return patches.getOrDefault(collection, List.of());
  }
}
