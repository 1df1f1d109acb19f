package dev.wharf.session;

import dev.wharf.directory.GroupOrders;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Carries out what operators order of groups, over the account's link. */
@ApplicationScoped
class LinkedGroups implements GroupOrders {

  private final SessionFleet fleet;

  LinkedGroups(SessionFleet fleet) {
    this.fleet = fleet;
  }

  @Override
  public Uni<Created> create(AccountId account, String subject, List<Jid> members) {
    return fleet.ask(account, mail -> mail.groups().create(subject, members));
  }

  @Override
  public Uni<List<MemberOutcome>> members(
      AccountId account, Jid group, MemberOrder order, List<Jid> members) {
    return fleet.ask(account, mail -> mail.groups().members(group, order, members));
  }

  @Override
  public Uni<Void> subject(AccountId account, Jid group, String subject) {
    return fleet.ask(account, mail -> mail.groups().subject(group, subject));
  }

  @Override
  public Uni<Void> description(AccountId account, Jid group, Optional<String> description) {
    return fleet.ask(account, mail -> mail.groups().description(group, description));
  }

  @Override
  public Uni<String> inviteCode(AccountId account, Jid group) {
    return fleet.ask(account, mail -> mail.groups().inviteCode(group));
  }

  @Override
  public Uni<String> revokeInvite(AccountId account, Jid group) {
    return fleet.ask(account, mail -> mail.groups().revokeInvite(group));
  }

  @Override
  public Uni<Void> leave(AccountId account, Jid group) {
    return fleet.ask(account, mail -> mail.groups().leave(group));
  }

  @Override
  public Uni<Void> refresh(AccountId account) {
    return fleet.ask(account, mail -> mail.groups().refresh());
  }
}
