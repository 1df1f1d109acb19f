package dev.wharf.api.group;

import dev.wharf.account.Accounts;
import dev.wharf.api.account.Query;
import dev.wharf.directory.Groups;
import dev.wharf.directory.Groups.Shown;
import dev.wharf.directory.Refusal;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Finds what a request is about, or says that it is not there. */
@Singleton
class KnownGroups {

  private final Accounts accounts;
  private final Groups groups;

  KnownGroups(Accounts accounts, Groups groups) {
    this.accounts = accounts;
    this.groups = groups;
  }

  AccountId account(String id) {
    AccountId account = Query.account(id);
    accounts.get(account);
    return account;
  }

  /** The group as it is known, left or not. */
  Uni<Shown> look(AccountId account, Jid group) {
    return groups.look(account, group).map(found -> found.orElseThrow(Refusal::unknownGroup));
  }

  /** Only a group that the account is in; others cannot be changed. */
  Uni<Shown> member(AccountId account, Jid group) {
    return look(account, group)
        .invoke(
            shown -> {
              if (shown.group().left()) {
                throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    "group_left",
                    "The account is in this group no more: somebody who is has to add it.",
                    null);
              }
            });
  }
}
