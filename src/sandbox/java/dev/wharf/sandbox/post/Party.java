package dev.wharf.sandbox.post;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;

/** One device of one account: who sends, or who is sent to. Device 0 is the phone. */
public record Party(Account account, int device) {

  public Jid jid(Naming naming) {
    return naming.jid(account, device);
  }

  /** Whether that is a companion the account has now. */
  public boolean isCompanion() {
    return account.device(device).isPresent();
  }
}
