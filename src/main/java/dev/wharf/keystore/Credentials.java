package dev.wharf.keystore;

import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything one companion device needs to come back. Never printed.
 *
 * @param identity whom it is paired to; {@code null} until it is
 * @param routingInfo what the server last gave for the intro, to send back as it is
 * @param serverChain the certificate chain of the last handshake, serialized
 * @param connectedAt when it last logged in
 */
public record Credentials(
    DeviceKeys keys,
    @Nullable PairingIdentity identity,
    byte @Nullable [] routingInfo,
    byte @Nullable [] serverChain,
    Instant createdAt,
    @Nullable Instant connectedAt) {

  /** Of a device that is not paired yet. */
  public static Credentials fresh(DeviceKeys keys, Instant now) {
    return new Credentials(keys, null, null, null, now, null);
  }

  public Credentials withKeys(DeviceKeys next) {
    return new Credentials(next, identity, routingInfo, serverChain, createdAt, connectedAt);
  }

  public Credentials withIdentity(PairingIdentity next) {
    return new Credentials(keys, next, routingInfo, serverChain, createdAt, connectedAt);
  }

  public Credentials withRoutingInfo(byte @Nullable [] next) {
    return new Credentials(keys, identity, next, serverChain, createdAt, connectedAt);
  }

  public Credentials withServerChain(byte @Nullable [] next) {
    return new Credentials(keys, identity, routingInfo, next, createdAt, connectedAt);
  }

  public Credentials connected(Instant now) {
    return new Credentials(keys, identity, routingInfo, serverChain, createdAt, now);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials that
        && keys.equals(that.keys)
        && Objects.equals(identity, that.identity)
        && Arrays.equals(routingInfo, that.routingInfo)
        && Arrays.equals(serverChain, that.serverChain)
        && createdAt.equals(that.createdAt)
        && Objects.equals(connectedAt, that.connectedAt);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  @Override
  public String toString() {
    return "Credentials[private]";
  }
}
