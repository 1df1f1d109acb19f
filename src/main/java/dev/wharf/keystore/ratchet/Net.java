package dev.wharf.keystore.ratchet;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SkippedChange;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a list of changes comes to: each row is written once, however often it has moved. */
final class Net {

  /** Of one group; {@code key} is null if it did not move or is gone. */
  static final class Own {
    /** Whether the key that is stored goes first, and with it the memory of who holds it. */
    boolean cleared;

    @Nullable OwnSenderKey key;
    final NavigableSet<Place> given = new TreeSet<>();

    private void clear(@Nullable OwnSenderKey next) {
      cleared = true;
      key = next;
      given.clear();
    }
  }

  final SortedMap<Place, Ratchet> ratchets = new TreeMap<>();
  final SortedMap<Place, SenderKeys> senderKeys = new TreeMap<>();
  final SortedMap<Place, SkippedNet> skipped = new TreeMap<>();
  final SortedMap<Place, PublicKey> identities = new TreeMap<>();
  final NavigableSet<Integer> preKeys = new TreeSet<>();
  final SortedMap<String, Own> own = new TreeMap<>();

  static Net of(List<KeyChange> changes) {
    var net = new Net();
    changes.forEach(net::add);
    return net;
  }

  private void add(KeyChange change) {
    switch (change) {
      case KeyChange.RatchetMoved it -> {
        var place = Place.of(it.peer());
        ratchets.put(place, it.ratchet());
        skip(place, it.skipped());
      }
      case KeyChange.SenderKeysMoved it -> {
        var place = Place.of(it.group(), it.sender());
        senderKeys.put(place, it.keys());
        skip(place, it.skipped());
      }
      case KeyChange.IdentitySeen it -> identities.put(Place.of(it.peer()), it.identity());
      case KeyChange.PreKeyUsed it -> preKeys.add(it.id());
      case KeyChange.OwnSenderKeyMoved it -> own(it.group()).key = it.key();
      case KeyChange.SenderKeyRenewed it -> own(it.group()).clear(it.key());
      case KeyChange.SenderKeyDropped it -> own(it.group()).clear(null);
      case KeyChange.SenderKeyGiven it ->
          it.devices().forEach(device -> own(it.group()).given.add(Place.of(it.group(), device)));
    }
  }

  private void skip(Place place, SkippedChange change) {
    if (!change.equals(SkippedChange.NONE)) {
      skipped.computeIfAbsent(place, it -> new SkippedNet()).add(change);
    }
  }

  private Own own(Jid group) {
    return own.computeIfAbsent(Place.text(group), it -> new Own());
  }

  Map<Place, SkippedNet> skippedOfRatchets() {
    return skipped.headMap(Place.FIRST_OF_GROUPS);
  }

  Map<Place, SkippedNet> skippedOfSenders() {
    return skipped.tailMap(Place.FIRST_OF_GROUPS);
  }
}
