package dev.wharf.sandbox.link;

import dev.wharf.sandbox.SandboxConfig;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.fault.Faults;
import dev.wharf.sandbox.keys.Identities;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Everything one sandbox has: what all its connections share. */
public record World(
    SandboxConfig config,
    Loop loop,
    Clock clock,
    SecureRandom random,
    Identities identities,
    Accounts accounts,
    Faults faults,
    Keeper keeper,
    Presences presences,
    Traffic traffic,
    Ports ports) {

  public Instant now() {
    return clock.instant();
  }

  /** One-time keys of a device were given out; a companion is told when they run low. */
  void keysTaken(Account account, int device) {
    keeper.changed(account);
    account.device(device).flatMap(it -> presences.online(account, it)).ifPresent(Login::warnIfLow);
  }

  /** The phone is set up anew: it loses its companions, and everybody hears of its new identity. */
  public void reinstall(Account account) {
    for (Device device : List.copyOf(account.devices())) {
      var online = presences.online(account, device);
      unlink(account, device);
      online.ifPresent(Login::removed);
    }
    account.reinstall(random);
    traffic.phones().reinstalled(account);
    keeper.changed(account);
    Companions.tellIdentity(this, account);
  }

  /**
   * Takes a companion out of its account and tells the others. Its own connection is left to the
   * caller.
   */
  public void unlink(Account account, Device device) {
    account.unlink(device.id());
    traffic.mailboxes().forget(account, device.id());
    keeper.changed(account);
    Companions.tellRemoved(this, account, device);
  }
}
