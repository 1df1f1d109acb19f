package dev.wharf.sandbox.iq;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.group.GroupNews;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Who asks, and what a handler may look at and change. */
public interface Caller {

  Account account();

  Device device();

  default Party self() {
    return new Party(account(), device().id());
  }

  Accounts accounts();

  Groups groups();

  GroupNews news();

  Instant now();

  RandomGenerator random();

  /** Host and port of the media server, as the client can reach it. */
  String mediaHost();

  /** The caller's account is to be kept. */
  void changed();

  /** The caller learns of an account's devices, by that name of it. */
  void asksAbout(Account account, Naming naming);

  /** One-time keys of that device were given out; the phone is device 0. */
  void keysTaken(Account account, int device);

  /** The caller has published its keys: others can write to it now. */
  void published();

  /** The caller lets another account write to it. */
  void trusts(Account account, Instant at);

  /** Until when the caller may write to no strangers; empty if nothing was scripted. */
  Optional<Instant> timelock();

  /** What the caller's account shares between its devices has a new version there. */
  void shared(AppState.Name collection);
}
