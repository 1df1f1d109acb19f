package dev.wharf.sandbox.iq;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.Device;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Who asks, and what a handler may look at and change. */
public interface Caller {

  Account account();

  Device device();

  Accounts accounts();

  Instant now();

  RandomGenerator random();

  /** Host and port the client came to. */
  String host();

  /** The caller's account is to be kept. */
  void changed();

  /** One-time keys of that device were given out. */
  void keysTaken(Account account, Device device);
}
