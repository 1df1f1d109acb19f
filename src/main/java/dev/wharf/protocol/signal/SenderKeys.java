package dev.wharf.protocol.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sender keys of one device in one group, newest first, apart from the skipped keys, which the
 * caller keeps beside them. Immutable.
 */
public record SenderKeys(List<SenderKeyState> states) {

  /** Messages of an older key may still be on their way when a new one comes (messaging.md 6.2). */
  static final int MAX_STATES = 5;

  public static final SenderKeys NONE = new SenderKeys(List.of());

  /**
   * @param keys replace the ones that were given
   */
  public record Accepted(SenderKeys keys, SkippedChange skipped) {}

  public SenderKeys {
    states = List.copyOf(states);
  }

  /**
   * Takes in a sender key. One that is known already changes nothing: it would lose what was
   * skipped, or open again what was read.
   */
  public Accepted accept(SenderKeyDistribution distribution) {
    if (states.stream().anyMatch(state -> state.covers(distribution))) {
      return new Accepted(this, SkippedChange.NONE);
    }
    var kept = new ArrayList<SenderKeyState>();
    var dropped = new ArrayList<ChainId>();
    kept.add(SenderKeyState.of(distribution));
    for (SenderKeyState state : states) {
      if (state.id() != distribution.id() && kept.size() < MAX_STATES) {
        kept.add(state);
      } else if (state.chain().kept() > 0) {
        dropped.add(state.chain().id());
      }
    }
    return new Accepted(new SenderKeys(kept), SkippedChange.NONE.andDropped(dropped));
  }

  /**
   * Never throws for what is in the message.
   *
   * @param found what the caller found for {@link IncomingGroupMessage#skippedKey}
   */
  public SenderKeyDecryption decrypt(IncomingGroupMessage message, Optional<SkippedKey> found) {
    return switch (message) {
      case IncomingGroupMessage.Unreadable it -> new DecryptFailure.Malformed(it.where());
      case SenderKeyMessage it ->
          states.stream()
              .filter(state -> state.id() == it.id())
              .findFirst()
              .map(state -> open(state, it, found))
              .orElseGet(DecryptFailure.NoRatchet::new);
    };
  }

  private SenderKeyDecryption open(
      SenderKeyState state, SenderKeyMessage message, Optional<SkippedKey> found) {
    if (!message.isSignedBy(state.signingKey())) {
      return new DecryptFailure.BadMac();
    }
    return switch (state.chain().open(message.iteration(), found)) {
      case ReceivingChain.Closed closed -> closed.why();
      case ReceivingChain.Opened opened ->
          Kdf.group(opened.seed())
              .decrypt(message.ciphertext())
              .<SenderKeyDecryption>map(
                  plaintext ->
                      new SenderKeyDecryption.Decrypted(
                          moved(state, opened.after()), plaintext, opened.change()))
              .orElseGet(() -> new DecryptFailure.Malformed("skmsg.ciphertext"));
    };
  }

  private SenderKeys moved(SenderKeyState before, ReceivingChain after) {
    return new SenderKeys(
        states.stream().map(it -> it.id() == before.id() ? before.with(after) : it).toList());
  }
}
