package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The sum of a collection while entries come and go, and which did. */
final class Entries {

  private final Map<Opaque, Opaque> before;
  private final Map<Opaque, Opaque> stored = new HashMap<>();
  private final Set<Opaque> gone = new HashSet<>();
  private LtHash hash;

  /**
   * @param before index MAC to value MAC, of the entries that will be touched
   */
  Entries(LtHash hash, Map<Opaque, Opaque> before) {
    this.hash = hash;
    this.before = before;
  }

  /** What is taken away without having been there changes nothing; the MAC will tell. */
  void apply(SealedMutation it) {
    Opaque index = it.indexMac();
    Opaque old = gone.contains(index) ? null : stored.getOrDefault(index, before.get(index));
    if (old != null) {
      hash = hash.minus(old.bytes());
    }
    if (it.set()) {
      byte[] mac = it.valueMac();
      hash = hash.plus(mac);
      stored.put(index, new Opaque(mac));
      gone.remove(index);
    } else {
      stored.remove(index);
      gone.add(index);
    }
  }

  LtHash hash() {
    return hash;
  }

  Map<Opaque, Opaque> stored() {
    return Map.copyOf(stored);
  }

  Set<Opaque> gone() {
    return Set.copyOf(gone);
  }
}
