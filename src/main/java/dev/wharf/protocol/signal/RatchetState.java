package dev.wharf.protocol.signal;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One agreement with a peer device and how far both have come in it.
 *
 * @param baseKey of whoever started it; names the agreement
 * @param receiving the peer's chains, newest first
 */
record RatchetState(
    PublicKey identity,
    int registrationId,
    PublicKey baseKey,
    Secret root,
    SendingChain sending,
    List<ReceivingChain> receiving,
    Optional<Announcement> announcement) {

  /** Older ones are forgotten, with the keys that were skipped in them (messaging.md 16.5). */
  static final int MAX_RECEIVING = 5;

  record Sealed(RatchetState after, EncryptedMessage message) {}

  sealed interface Attempt {}

  /**
   * @param stepped whether the peer has taken up what we sent, and turned the ratchet
   */
  record Opened(RatchetState after, byte[] plaintext, SkippedChange change, boolean stepped)
      implements Attempt {}

  record Failed(DecryptFailure why) implements Attempt {}

  RatchetState {
    receiving = List.copyOf(receiving);
  }

  /** Counters are 32 bits wide; nobody gets there, but none is ever used twice. */
  boolean isWornOut() {
    return sending.next().counter() > ChainKey.MAX_COUNTER;
  }

  Sealed seal(OwnDevice own, byte[] plaintext) {
    var hmac = new Hmac();
    Kdf.MessageKeys keys = Kdf.message(sending.next().seed(hmac));
    byte[] message =
        RatchetMessage.write(
            sending,
            keys.cipher().encrypt(plaintext),
            keys.mac(),
            PublicKey.of(own.identity()),
            identity);
    RatchetState after = with(root, sending.advanced(hmac), receiving, announcement);
    return new Sealed(
        after,
        announcement
            .map(it -> PreKeyMessage.write(own, baseKey, it, message))
            .map(it -> new EncryptedMessage(EncryptedMessage.Type.PRE_KEY_MESSAGE, it))
            .orElseGet(() -> new EncryptedMessage(EncryptedMessage.Type.MESSAGE, message)));
  }

  boolean knows(ChainId id) {
    return receiving.stream().anyMatch(chain -> chain.id().equals(id));
  }

  /** Whether its chain is past it: it takes a skipped key to open it. */
  boolean isLate(RatchetMessage message) {
    return receiving.stream()
        .anyMatch(
            chain ->
                chain.id().equals(message.chainId()) && message.counter() < chain.next().counter());
  }

  /** Opens a message of a chain that is known, or else takes the step to a new chain. */
  Attempt open(
      OwnDevice own, RatchetMessage message, Optional<SkippedKey> found, RandomGenerator random) {
    for (int i = 0; i < receiving.size(); i++) {
      if (receiving.get(i).id().equals(message.chainId())) {
        return openInChain(own, message, i, found);
      }
    }
    return openWithStep(own, message, random);
  }

  private Attempt openInChain(
      OwnDevice own, RatchetMessage message, int index, Optional<SkippedKey> found) {
    return switch (receiving.get(index).open(message.counter(), found)) {
      case ReceivingChain.Closed closed -> new Failed(closed.why());
      case ReceivingChain.Opened opened ->
          conclude(
              own,
              message,
              opened,
              () -> {
                var chains = new ArrayList<>(receiving);
                chains.set(index, opened.after());
                return with(root, sending, chains, Optional.empty());
              });
    };
  }

  private Attempt openWithStep(OwnDevice own, RatchetMessage message, RandomGenerator random) {
    Kdf.Pair step = Kdf.step(root, agree(sending.ratchetKey(), message));
    var chain = ReceivingChain.first(message.chainId(), step.chain());
    return switch (chain.open(message.counter(), Optional.empty())) {
      case ReceivingChain.Closed closed -> new Failed(closed.why());
      case ReceivingChain.Opened opened ->
          conclude(
              own, message, opened, () -> stepped(step.root(), opened.after(), message, random));
    };
  }

  private RatchetState stepped(
      Secret newRoot, ReceivingChain newest, RatchetMessage message, RandomGenerator random) {
    KeyPair fresh = KeyPair.generate(random);
    Kdf.Pair answer = Kdf.step(newRoot, agree(fresh, message));
    var chains = new ArrayList<ReceivingChain>();
    chains.add(newest);
    receiving.stream().limit(MAX_RECEIVING - 1).forEach(chains::add);
    return with(answer.root(), sending.followedBy(fresh, answer.chain()), chains, Optional.empty());
  }

  /** Nothing of the state after is made before the MAC is found right. */
  private Attempt conclude(
      OwnDevice own,
      RatchetMessage message,
      ReceivingChain.Opened opened,
      Supplier<RatchetState> after) {
    Kdf.MessageKeys keys = Kdf.message(opened.seed());
    if (!message.isAuthentic(keys.mac(), identity, PublicKey.of(own.identity()))) {
      return new Failed(new DecryptFailure.BadMac());
    }
    var plaintext = keys.cipher().decrypt(message.ciphertext());
    if (plaintext.isEmpty()) {
      return new Failed(new DecryptFailure.Malformed("msg.ciphertext"));
    }
    RatchetState next = after.get();
    List<ChainId> gone =
        receiving.stream()
            .filter(chain -> chain.kept() > 0 && !next.knows(chain.id()))
            .map(ReceivingChain::id)
            .toList();
    boolean stepped = !knows(message.chainId());
    return new Opened(next, plaintext.get(), opened.change().andDropped(gone), stepped);
  }

  /** Without its skipped keys; the chains that had any are added to {@code dropped}. */
  RatchetState forgetting(List<ChainId> dropped) {
    receiving.stream()
        .filter(chain -> chain.kept() > 0)
        .map(ReceivingChain::id)
        .forEach(dropped::add);
    return with(
        root, sending, receiving.stream().map(ReceivingChain::forgotten).toList(), announcement);
  }

  private static byte[] agree(KeyPair ours, RatchetMessage message) {
    return Curve25519.agree(ours.privateKey(), message.ratchetKey().bytes());
  }

  RatchetState with(
      Secret newRoot,
      SendingChain newSending,
      List<ReceivingChain> newReceiving,
      Optional<Announcement> newAnnouncement) {
    return new RatchetState(
        identity, registrationId, baseKey, newRoot, newSending, newReceiving, newAnnouncement);
  }
}
