package dev.wharf.keystore;

import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything one device needs to log in again. Never printed.
 *
 * @param identity whom the device was paired as; null before that
 * @param routingInfo what the server wants to hear before the next handshake; empty until it says
 */
public record Credentials(DeviceKeys keys, @Nullable PairingIdentity identity, byte[] routingInfo) {

  /** Those of a device that was never paired. */
  public static Credentials fresh(DeviceKeys keys) {
    return new Credentials(keys, null, new byte[0]);
  }

  public Credentials paired(PairingIdentity as) {
    return new Credentials(keys, as, routingInfo);
  }

  public Credentials routed(byte[] routing) {
    return new Credentials(keys, identity, routing);
  }

  public Credentials rekeyed(DeviceKeys with) {
    return new Credentials(with, identity, routingInfo);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials that
        && keys.equals(that.keys)
        && Objects.equals(identity, that.identity)
        && Arrays.equals(routingInfo, that.routingInfo);
  }

  @Override
  public int hashCode() {
    return 31 * keys.hashCode() + Objects.hashCode(identity);
  }

  @Override
  public String toString() {
    return "Credentials[paired=" + (identity != null) + "]";
  }
}
