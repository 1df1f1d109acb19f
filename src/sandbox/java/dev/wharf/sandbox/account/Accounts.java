package dev.wharf.sandbox.account;

import dev.wharf.identity.Jid;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All accounts, found by phone number, hidden id or push name. */
public final class Accounts {

  private final RandomGenerator random;
  private final Map<String, Account> byPhone = new LinkedHashMap<>();
  private final Map<String, Account> byLid = new HashMap<>();
  private final Map<String, Account> byPushName = new HashMap<>();
  private int sequence;

  public Accounts(RandomGenerator random) {
    this.random = random;
  }

  public Optional<Account> byPhone(String digits) {
    return Optional.ofNullable(byPhone.get(NumberPlan.canonical(digits)));
  }

  /** By either name of an address; a device in it is ignored. */
  public Optional<Account> byJid(Jid jid) {
    return jid.isLid() ? Optional.ofNullable(byLid.get(jid.user())) : byPhone(jid.user());
  }

  /**
   * By the digits of a login, which are a phone number or, where that was withheld, a hidden id.
   */
  public Optional<Account> byUsername(String digits) {
    return byPhone(digits).or(() -> Optional.ofNullable(byLid.get(digits)));
  }

  /** The account of a push name, made if new; without a name a fresh account. */
  public Account forPushName(String pushName) {
    if (pushName.isEmpty()) {
      var numbered = NumberPlan.inSequence(sequence, byPhone::containsKey);
      sequence = numbered.next();
      return create(numbered.number(), "");
    }
    Account known = byPushName.get(pushName);
    return known != null
        ? known
        : create(NumberPlan.forName(pushName, byPhone::containsKey), pushName);
  }

  /** The account of a phone number, made if new. */
  public Account forPhone(String digits) {
    return byPhone(digits).orElseGet(() -> create(NumberPlan.canonical(digits), ""));
  }

  public Collection<Account> all() {
    return byPhone.values();
  }

  public void clear() {
    byPhone.clear();
    byLid.clear();
    byPushName.clear();
    sequence = 0;
  }

  private Account create(String phone, String pushName) {
    String lid = NumberPlan.lid(phone, byLid::containsKey);
    int rawId = random.nextInt() & Integer.MAX_VALUE;
    return add(new Account(phone, lid, pushName, rawId, PhoneKeys.generate(random)));
  }

  /** Takes in an account that was kept. */
  public void restore(Account account) {
    add(account);
  }

  private Account add(Account account) {
    byPhone.put(account.phone(), account);
    byLid.put(account.lid(), account);
    if (!account.registeredAs().isEmpty()) {
      byPushName.put(account.registeredAs(), account);
    }
    return account;
  }
}
