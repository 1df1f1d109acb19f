package dev.wharf.sandbox.post;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who has asked for whose devices, and by which name: they keep what they were told, so they have
 * to hear of every change (messaging.md 4.1).
 */
public final class Acquaintances {

  private final Map<Account, Map<Account, Set<Naming>>> byAccount = new HashMap<>();

  public void note(Account asker, Account about, Naming naming) {
    byAccount
        .computeIfAbsent(about, _ -> new LinkedHashMap<>())
        .computeIfAbsent(asker, _ -> new TreeSet<>())
        .add(naming);
  }

  /** The askers about an account, and the names they used. */
  public Map<Account, Set<Naming>> of(Account about) {
    return byAccount.getOrDefault(about, Map.of());
  }

  public void clear() {
    byAccount.clear();
  }
}
