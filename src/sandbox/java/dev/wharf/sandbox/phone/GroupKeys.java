package dev.wharf.sandbox.phone;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.SenderKeyDecryption;
import dev.wharf.protocol.signal.SenderKeyDistribution;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SkippedKeys;
import dev.wharf.sandbox.post.Party;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The sender keys of one phone: its own, and those that others gave it (messaging.md 6.2). */
final class GroupKeys {

  /** A group by its address, and a device in it. */
  private record Author(String group, Party device) {}

  private static final class Theirs {
    SenderKeys keys = SenderKeys.NONE;
    final SkippedKeys skipped = new SkippedKeys();
  }

  private static final class Own {
    OwnSenderKey key;
    final Set<Party> holders = new HashSet<>();

    Own(OwnSenderKey key) {
      this.key = key;
    }
  }

  private final Map<Author, Theirs> theirs = new HashMap<>();
  private final Map<String, Own> own = new HashMap<>();

  /**
   * Makes sure of a key that nobody has who is not among the members' devices any more.
   *
   * @return the devices that do not have it yet
   */
  List<Party> missing(String group, Collection<Party> devices, RandomGenerator random) {
    Own key = own.get(group);
    if (key == null || !devices.containsAll(key.holders)) {
      key = new Own(OwnSenderKey.create(random));
      own.put(group, key);
    }
    var holders = key.holders;
    return devices.stream().filter(it -> !holders.contains(it)).toList();
  }

  /** The present key as it is given out. There must be one. */
  byte[] distribution(String group) {
    return ours(group).key.distribution().bytes();
  }

  void given(String group, Party device) {
    ours(group).holders.add(device);
  }

  boolean has(String group) {
    return own.containsKey(group);
  }

  /** Pads and encrypts with the present key. There must be one. */
  byte[] encrypt(String group, byte[] message, RandomGenerator random) {
    Own key = ours(group);
    var encrypted = key.key.encrypt(Padding.pad(message, random), random);
    key.key = encrypted.key();
    return encrypted.message();
  }

  /** Takes in a key. One that is none is passed over. */
  void accept(String group, Party author, byte[] distribution) {
    Theirs known = theirs.computeIfAbsent(new Author(group, author), _ -> new Theirs());
    try {
      var accepted = known.keys.accept(SenderKeyDistribution.parse(distribution));
      known.keys = accepted.keys();
      known.skipped.apply(accepted.skipped());
    } catch (ProtocolFault _) {
      // Its messages will not open, which shows.
    }
  }

  /** Decrypts, and remembers what has changed by it. The plaintext is still padded. */
  SenderKeyDecryption decrypt(String group, Party author, byte[] bytes) {
    Theirs known = theirs.computeIfAbsent(new Author(group, author), _ -> new Theirs());
    var message = IncomingGroupMessage.parse(bytes);
    var decryption = known.keys.decrypt(message, message.skippedKey().flatMap(known.skipped::find));
    switch (decryption) {
      case SenderKeyDecryption.Decrypted(var keys, _, var skipped) -> {
        known.keys = keys;
        known.skipped.apply(skipped);
      }
      case DecryptFailure _ -> {}
    }
    return decryption;
  }

  void clear() {
    theirs.clear();
    own.clear();
  }

  private Own ours(String group) {
    Own key = own.get(group);
    if (key == null) {
      throw new IllegalStateException("no sender key for that group");
    }
    return key;
  }
}
