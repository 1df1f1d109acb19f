package dev.wharf.protocol.signal;

import java.util.Optional;

/** What the caller found of the keys that an {@link IncomingMessage} names. */
public record FoundKeys(
    Optional<SkippedKey> skipped, Optional<PreKey> preKey, Optional<SignedPreKey> signedPreKey) {

  public static final FoundKeys NONE =
      new FoundKeys(Optional.empty(), Optional.empty(), Optional.empty());
}
