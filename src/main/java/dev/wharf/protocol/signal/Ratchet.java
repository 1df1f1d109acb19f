package dev.wharf.protocol.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that is agreed with one peer device, apart from the skipped keys, which the caller
 * keeps beside it. Immutable; what {@link RatchetCipher} returns takes its place.
 *
 * <p>Two devices that start towards each other at the same time make two agreements. The first one
 * here is what we send with; the others are archived, stay readable, and come first again when the
 * peer answers in them.
 *
 * @param open whether the first state may be sent with, or is archived as well
 */
public record Ratchet(List<RatchetState> states, boolean open) {

  static final int MAX_ARCHIVED = 40;

  /** Of all states together: as many as one state alone may have. */
  static final int MAX_KEPT = RatchetState.MAX_RECEIVING * ReceivingChain.MAX_KEPT;

  /** Nothing is agreed. */
  public static final Ratchet NONE = new Ratchet(List.of(), false);

  record Change(Ratchet after, List<ChainId> dropped) {}

  public Ratchet {
    states = List.copyOf(states);
    open = open && !states.isEmpty();
  }

  /** Stops sending with the current agreement; messages that still come in it can be read. */
  public Ratchet archived() {
    return new Ratchet(states, false);
  }

  /** The peer's identity in the agreement that is sent with. */
  public Optional<PublicKey> identity() {
    return current().map(RatchetState::identity);
  }

  /** The peer's registration id in the agreement that is sent with. */
  public OptionalInt registrationId() {
    return current().stream().mapToInt(RatchetState::registrationId).findFirst();
  }

  /**
   * What names the agreement that is sent with: the same one twice in retries means it is broken.
   */
  public Optional<PublicKey> baseKey() {
    return current().map(RatchetState::baseKey);
  }

  Optional<RatchetState> current() {
    return open ? Optional.of(states.getFirst()) : Optional.empty();
  }

  /** A new agreement, which is sent with from now on. */
  Change started(RatchetState state) {
    var all = new ArrayList<>(states);
    all.addFirst(state);
    return bounded(all, true);
  }

  /**
   * An agreement has moved on. With a step of the peer's it is sent with from now on: the peer has
   * read what we sent in it. A message without one may just be late, and would lead back to an
   * agreement that was given up because the peer cannot read it. Nor is one sent with whose
   * identity another one has replaced.
   */
  Change moved(RatchetState before, RatchetState after, boolean stepped) {
    var all = new ArrayList<>(states);
    int index = all.indexOf(before);
    if (!stepped || !before.identity().equals(all.getFirst().identity())) {
      all.set(index, after);
      return bounded(all, open);
    }
    all.remove(index);
    all.addFirst(after);
    return bounded(all, true);
  }

  private static Change bounded(List<RatchetState> all, boolean open) {
    var dropped = new ArrayList<ChainId>();
    while (all.size() > 1 + MAX_ARCHIVED) {
      all.removeLast().receiving().stream()
          .filter(chain -> chain.kept() > 0)
          .map(ReceivingChain::id)
          .forEach(dropped::add);
    }
    int room = MAX_KEPT;
    for (int i = 0; i < all.size(); i++) {
      int kept = all.get(i).receiving().stream().mapToInt(ReceivingChain::kept).sum();
      if (kept > room) {
        all.set(i, all.get(i).forgetting(dropped));
      } else {
        room -= kept;
      }
    }
    return new Change(new Ratchet(all, open), dropped);
  }
}
