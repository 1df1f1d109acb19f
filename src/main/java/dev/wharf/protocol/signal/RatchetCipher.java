package dev.wharf.protocol.signal;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * X3DH and the Double Ratchet with one peer device, as functions: nothing is remembered here, and a
 * ratchet that is given to two calls is a counter that is used twice. The caller keeps them in
 * order, and stores what comes back before anything leaves.
 */
public final class RatchetCipher {

  /**
   * So many states, the first ones, are tried with a message of a chain that none of them knows: a
   * bound on what one forged message can cost.
   */
  static final int TRIED_WITH_STEP = 5;

  private RatchetCipher() {}

  /** What became of a bundle. */
  public sealed interface Start {}

  /** Until the peer answers, every message to it is a first message. */
  public record Started(Ratchet ratchet, SkippedChange skipped) implements Start {}

  /** The signature is not the identity's, or a key is no key. */
  public record BadBundle(String what) implements Start {}

  /**
   * Agrees on a new ratchet and archives the current one.
   *
   * @param random cryptographically strong; as in every function here
   */
  public static Start start(
      OwnDevice own, Ratchet ratchet, PreKeyBundle bundle, RandomGenerator random) {
    if (!bundle.isSigned()) {
      return new BadBundle("signature");
    }
    try {
      KeyPair base = KeyPair.generate(random);
      KeyPair ratchetKey = KeyPair.generate(random);
      Ratchet.Change change = ratchet.started(X3dh.initiate(own, bundle, base, ratchetKey));
      return new Started(change.after(), SkippedChange.NONE.andDropped(change.dropped()));
    } catch (ProtocolFault fault) {
      return new BadBundle(fault.path());
    }
  }

  public static Encryption encrypt(OwnDevice own, Ratchet ratchet, byte[] plaintext) {
    var state = ratchet.current().filter(it -> !it.isWornOut());
    if (state.isEmpty()) {
      return new Encryption.NoRatchet();
    }
    RatchetState.Sealed sealed = state.get().seal(own, plaintext);
    return new Encryption.Encrypted(
        ratchet.moved(state.get(), sealed.after(), false).after(), sealed.message());
  }

  /**
   * Whether {@link #decrypt} comes to the same with {@link FoundKeys#NONE}: none of the keys that
   * the message names is needed besides the ratchet.
   */
  public static boolean opensAlone(Ratchet ratchet, IncomingMessage message) {
    return switch (message) {
      case IncomingMessage.Unreadable _ -> true;
      case RatchetMessage it -> !isLate(ratchet, it);
      case PreKeyMessage it ->
          ratchet.states().stream().anyMatch(state -> isOf(state, it))
              && !isLate(ratchet, it.message());
    };
  }

  private static boolean isLate(Ratchet ratchet, RatchetMessage message) {
    return ratchet.states().stream().anyMatch(state -> state.isLate(message));
  }

  /**
   * Never throws for what is in the message.
   *
   * @param found of what the message names; a caller that looks up nothing gets duplicates and
   *     missing pre-keys
   */
  public static Decryption decrypt(
      OwnDevice own,
      Ratchet ratchet,
      IncomingMessage message,
      FoundKeys found,
      RandomGenerator random) {
    try {
      return switch (message) {
        case IncomingMessage.Unreadable it -> new DecryptFailure.Malformed(it.where());
        case RatchetMessage it -> next(own, ratchet, it, found.skipped(), random);
        case PreKeyMessage it -> first(own, ratchet, it, found, random);
      };
    } catch (ProtocolFault weakKey) {
      return new DecryptFailure.Malformed(weakKey.path());
    }
  }

  private static Decryption next(
      OwnDevice own,
      Ratchet ratchet,
      RatchetMessage message,
      Optional<SkippedKey> skipped,
      RandomGenerator random) {
    if (ratchet.states().isEmpty()) {
      return new DecryptFailure.NoRatchet();
    }
    List<RatchetState> candidates =
        ratchet.states().stream()
            .filter(state -> state.knows(message.chainId()))
            .findFirst()
            .map(List::of)
            .orElseGet(() -> ratchet.states().stream().limit(TRIED_WITH_STEP).toList());
    DecryptFailure why = new DecryptFailure.BadMac();
    for (RatchetState state : candidates) {
      switch (state.open(own, message, skipped, random)) {
        case RatchetState.Failed failed -> why = failed.why();
        case RatchetState.Opened opened -> {
          return decrypted(
              ratchet.moved(state, opened.after(), opened.stepped()),
              opened,
              OptionalInt.empty(),
              false);
        }
      }
    }
    return why;
  }

  private static Decryption first(
      OwnDevice own,
      Ratchet ratchet,
      PreKeyMessage message,
      FoundKeys found,
      RandomGenerator random) {
    if (isOfAnother(ratchet, message)) {
      return new DecryptFailure.Malformed("msg.ephemeralKey");
    }
    for (RatchetState state : ratchet.states()) {
      if (isOf(state, message)) {
        return switch (state.open(own, message.message(), found.skipped(), random)) {
          case RatchetState.Failed failed -> failed.why();
          case RatchetState.Opened opened ->
              decrypted(
                  ratchet.moved(state, opened.after(), opened.stepped()),
                  opened,
                  OptionalInt.empty(),
                  false);
        };
      }
    }
    return build(own, ratchet, message, found, random);
  }

  private static boolean isOf(RatchetState state, PreKeyMessage message) {
    return state.baseKey().equals(message.baseKey())
        && state.identity().equals(message.identityKey());
  }

  /** Skipped keys are filed by ratchet key, so one that serves in two states would mix them up. */
  private static boolean isOfAnother(Ratchet ratchet, PreKeyMessage message) {
    return ratchet.states().stream()
        .anyMatch(it -> it.knows(message.message().chainId()) && !isOf(it, message));
  }

  private static Decryption build(
      OwnDevice own,
      Ratchet ratchet,
      PreKeyMessage message,
      FoundKeys found,
      RandomGenerator random) {
    var signedPreKey = found.signedPreKey().filter(it -> it.id() == message.signedPreKey());
    if (signedPreKey.isEmpty()) {
      return new DecryptFailure.NoPreKey(
          message.signedPreKey(), DecryptFailure.NoPreKey.Kind.SIGNED);
    }
    OptionalInt wanted = message.preKeyId();
    var preKey = found.preKey().filter(it -> wanted.equals(OptionalInt.of(it.id())));
    if (wanted.isPresent() && preKey.isEmpty()) {
      return new DecryptFailure.NoPreKey(wanted.getAsInt(), DecryptFailure.NoPreKey.Kind.ONE_TIME);
    }
    var state = X3dh.respond(own, message, signedPreKey.get().keyPair(), preKey);
    return switch (state.open(own, message.message(), Optional.empty(), random)) {
      case RatchetState.Failed failed -> failed.why();
      case RatchetState.Opened opened ->
          decrypted(ratchet.started(opened.after()), opened, wanted, true);
    };
  }

  private static Decryption decrypted(
      Ratchet.Change change, RatchetState.Opened opened, OptionalInt usedPreKey, boolean started) {
    return new Decryption.Decrypted(
        change.after(),
        opened.plaintext(),
        opened.change().andDropped(change.dropped()),
        usedPreKey,
        opened.after().identity(),
        started);
  }
}
