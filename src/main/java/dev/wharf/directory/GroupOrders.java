package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * What operators do with groups, carried out over the account's link. Each completes when WhatsApp
 * has agreed and {@link Groups} knows the outcome, and fails with {@link Refusal} if there is no
 * link, the limits say no or WhatsApp does. Members may be named in either namespace.
 */
public interface GroupOrders {

  /** What to do with members. */
  enum MemberOrder {
    ADD,
    REMOVE,
    PROMOTE,
    DEMOTE
  }

  /**
   * @param outcomes what became of each member, in the order asked
   */
  record Created(Jid group, List<MemberOutcome> outcomes) {}

  /**
   * What became of one member.
   *
   * @param asked as the order named them
   * @param code the server's: 200, or why not
   * @param inviteCode with which they can be invited instead, where WhatsApp offers that
   */
  record MemberOutcome(Jid asked, int code, Optional<String> inviteCode) {
    public MemberOutcome(Jid asked, int code) {
      this(asked, code, Optional.empty());
    }
  }

  Uni<Created> create(AccountId account, String subject, List<Jid> members);

  /** Who is not in the answer was not answered for. */
  Uni<List<MemberOutcome>> members(
      AccountId account, Jid group, MemberOrder order, List<Jid> members);

  Uni<Void> subject(AccountId account, Jid group, String subject);

  /**
   * @param description empty: takes it away
   */
  Uni<Void> description(AccountId account, Jid group, Optional<String> description);

  /** The code of the present invitation link. */
  Uni<String> inviteCode(AccountId account, Jid group);

  /** Makes the present link void; the code of the new one. */
  Uni<String> revokeInvite(AccountId account, Jid group);

  Uni<Void> leave(AccountId account, Jid group);

  /** Asks for all groups of the account. */
  Uni<Void> refresh(AccountId account);
}
