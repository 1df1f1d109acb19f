package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Asks WhatsApp which numbers have an account (messaging.md 11.1). Who implements it charges the
 * limits and lets {@link LidMap} learn what is told.
 */
public interface NumberCheck {

  /** The most numbers at once. */
  int MOST = 50;

  /**
   * @param jid the canonical address, which may be another number than was asked
   */
  record Checked(PhoneNumber asked, boolean registered, Optional<Jid> jid, Optional<Jid> lid) {}

  /**
   * @return for each number, in any order; fails with {@link Refusal}
   */
  Uni<List<Checked>> check(AccountId account, List<PhoneNumber> numbers);
}
