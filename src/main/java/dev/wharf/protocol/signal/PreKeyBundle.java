package dev.wharf.protocol.signal;

import dev.wharf.protocol.Curve25519;
import java.util.Optional;

/** What the server hands out of a device, so that a ratchet can be started (messaging.md 4.2). */
public record PreKeyBundle(
    int registrationId,
    PublicKey identity,
    SignedKey signedPreKey,
    Optional<OneTimeKey> oneTimePreKey) {

  public record SignedKey(int id, PublicKey key, byte[] signature) {}

  public record OneTimeKey(int id, PublicKey key) {}

  /** Whether the identity signed the signed pre-key. */
  public boolean isSigned() {
    return Curve25519.verify(identity.bytes(), signedPreKey.key().wire(), signedPreKey.signature());
  }
}
