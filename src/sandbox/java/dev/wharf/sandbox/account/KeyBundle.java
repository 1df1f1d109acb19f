package dev.wharf.sandbox.account;

import java.util.Optional;

/**
 * What is handed out of a device, so that somebody can write to it first (messaging.md 4.2).
 *
 * @param oneTime taken out of the pool; empty if none was left
 * @param proof the signed device identity of a companion; a phone has none
 */
public record KeyBundle(
    int registrationId,
    byte[] identity,
    Optional<PreKeyPool.OneTime> oneTime,
    SignedPreKey signed,
    Optional<byte[]> proof) {}
