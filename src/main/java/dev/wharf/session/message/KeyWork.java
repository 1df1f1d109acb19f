package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.keystore.ratchet.KeyChange;
import dev.wharf.keystore.ratchet.PeerKeys;
import dev.wharf.keystore.ratchet.RatchetStore;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.FoundKeys;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.OwnDevice;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SkippedChange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The ratchets that one piece of work reads and moves on. Nothing of it counts before {@link
 * #changes} are stored; work that fails is dropped and done again from what is stored.
 */
final class KeyWork {

  private static final Logger LOG = Logger.getLogger(KeyWork.class);

  private final Line line;
  private final Lane lane;
  private final RatchetStore store;
  private final RecentRatchets recent;
  private final OwnDevice own;
  private final RandomGenerator random;
  private final Map<Jid, PeerKeys> peers = new HashMap<>();
  private final List<KeyChange> changes = new ArrayList<>();
  private final Set<Jid> moved = new HashSet<>();
  private final Set<Jid> renewed = new LinkedHashSet<>();

  /**
   * @param lane in which this work has its turn
   */
  KeyWork(Line line, Lane lane, MessageServices services) {
    this.line = line;
    this.lane = lane;
    this.store = services.ratchets();
    this.recent = services.recentRatchets();
    this.own = new OwnDevice(line.keys().identity(), line.keys().registrationId());
    this.random = services.random();
  }

  /** Reads what is agreed with these devices; what cannot be read any more is agreed anew. */
  Future<Void> load(Collection<Jid> devices) {
    var others = devices.stream().filter(device -> !recall(device)).toList();
    return others.isEmpty() ? Future.succeededFuture() : read(others);
  }

  /** Whether it is known what is stored of that device. */
  private boolean recall(Jid device) {
    if (!peers.containsKey(device)) {
      recent.find(lane, device).ifPresent(keys -> peers.put(device, keys));
    }
    return peers.containsKey(device);
  }

  private Future<Void> read(Collection<Jid> devices) {
    return line.run(() -> store.load(line.account(), devices))
        .onSuccess(peers::putAll)
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof KeystoreFault
                    ? oneByOne(devices)
                    : Future.failedFuture(failure));
  }

  private Future<Void> oneByOne(Collection<Jid> devices) {
    Future<Void> all = Future.succeededFuture();
    for (Jid device : devices) {
      all = all.compose(done -> loadOrDiscard(device));
    }
    return all;
  }

  private Future<Void> loadOrDiscard(Jid device) {
    return line.run(() -> store.load(line.account(), List.of(device)))
        .onSuccess(peers::putAll)
        .<Void>mapEmpty()
        .recover(
            failure -> {
              if (!(failure instanceof KeystoreFault)) {
                return Future.failedFuture(failure);
              }
              LOG.errorf(
                  "ratchet given up accountId=%s cause=%s", line.account(), failure.getMessage());
              peers.put(device, new PeerKeys(Ratchet.NONE, Optional.empty()));
              return line.run(() -> store.discard(line.account(), List.of(device)));
            });
  }

  boolean isLoaded(Jid device) {
    return peers.containsKey(device);
  }

  /** Whether something can be sent to a device that was loaded. */
  boolean canSendTo(Jid device) {
    return keys(device).ratchet().baseKey().isPresent();
  }

  Optional<PublicKey> identity(Jid device) {
    return keys(device).identity();
  }

  Ratchet ratchet(Jid device) {
    return keys(device).ratchet();
  }

  private PeerKeys keys(Jid device) {
    PeerKeys keys = peers.get(device);
    if (keys == null) {
      throw new IllegalStateException("not loaded");
    }
    return keys;
  }

  /**
   * Agrees on a new ratchet with a device.
   *
   * @return whether its bundle is sound
   */
  boolean start(Jid device, PreKeyBundle bundle) {
    return switch (RatchetCipher.start(own, ratchet(device), bundle, random)) {
      case RatchetCipher.BadBundle _ -> false;
      case RatchetCipher.Started(var ratchet, var skipped) -> {
        move(device, ratchet, skipped, bundle.identity());
        yield true;
      }
    };
  }

  /** Empty if nothing is agreed with that device. */
  Optional<EncryptedMessage> encrypt(Jid device, byte[] padded) {
    return switch (RatchetCipher.encrypt(own, ratchet(device), padded)) {
      case Encryption.NoRatchet _ -> Optional.empty();
      case Encryption.Encrypted(var ratchet, var message) -> {
        move(device, ratchet, SkippedChange.NONE, null);
        yield Optional.of(message);
      }
    };
  }

  /** Opens a message; on a failure nothing has changed. */
  Future<Decryption> decrypt(Jid device, IncomingMessage message) {
    if (recall(device) && RatchetCipher.opensAlone(ratchet(device), message)) {
      return Future.succeededFuture(open(device, message, FoundKeys.NONE));
    }
    return line.run(
            () -> store.opening(line.account(), device, message, line.keys().signedPreKey()))
        .map(
            opening -> {
              peers.putIfAbsent(device, opening.peer());
              return open(device, message, opening.found());
            });
  }

  private Decryption open(Jid device, IncomingMessage message, FoundKeys found) {
    var decryption = RatchetCipher.decrypt(own, ratchet(device), message, found, random);
    if (decryption instanceof Decryption.Decrypted it) {
      it.usedPreKey().ifPresent(id -> changes.add(new KeyChange.PreKeyUsed(id)));
      boolean news =
          switch (it.identityChange(identity(device))) {
            case FIRST, CHANGED -> true;
            case SAME, FORMER -> false;
          };
      move(device, it.ratchet(), it.skipped(), news ? it.identity() : null);
    }
    return decryption;
  }

  /** Stops sending with what is agreed, so that the next message begins anew. */
  void archive(Jid device) {
    move(device, ratchet(device).archived(), SkippedChange.NONE, null);
  }

  void add(KeyChange change) {
    changes.add(change);
  }

  private void move(
      Jid device, Ratchet ratchet, SkippedChange skipped, @Nullable PublicKey identity) {
    recent.drop(lane, device);
    moved.add(device);
    changes.add(new KeyChange.RatchetMoved(device, ratchet, skipped));
    if (identity != null
        && keys(device).identity().filter(it -> !it.equals(identity)).isPresent()) {
      renewed.add(device.bare());
    }
    var known = Optional.ofNullable(identity).or(keys(device)::identity);
    peers.put(device, new PeerKeys(ratchet, known));
    if (identity != null) {
      changes.add(new KeyChange.IdentitySeen(device, identity));
    }
  }

  /** Whose devices have other keys than before. */
  Set<Jid> renewed() {
    return Set.copyOf(renewed);
  }

  /** To be stored in one transaction, before anything leaves. */
  List<KeyChange> changes() {
    return List.copyOf(changes);
  }

  /** The transaction with the changes is through, and it is still the turn of this work. */
  void stored() {
    moved.forEach(device -> recent.put(lane, device, keys(device)));
  }
}
