package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Where nobody holds links: nothing can be asked of WhatsApp. */
@DefaultBean
@ApplicationScoped
class OfflineOrders implements GroupOrders {

  @Override
  public Uni<Created> create(AccountId account, String subject, List<Jid> members) {
    return refused();
  }

  @Override
  public Uni<List<MemberOutcome>> members(
      AccountId account, Jid group, MemberOrder order, List<Jid> members) {
    return refused();
  }

  @Override
  public Uni<Void> subject(AccountId account, Jid group, String subject) {
    return refused();
  }

  @Override
  public Uni<Void> description(AccountId account, Jid group, Optional<String> description) {
    return refused();
  }

  @Override
  public Uni<String> inviteCode(AccountId account, Jid group) {
    return refused();
  }

  @Override
  public Uni<String> revokeInvite(AccountId account, Jid group) {
    return refused();
  }

  @Override
  public Uni<Void> leave(AccountId account, Jid group) {
    return refused();
  }

  @Override
  public Uni<Void> refresh(AccountId account) {
    return refused();
  }

  private static <T> Uni<T> refused() {
    return Uni.createFrom().failure(Refusal::notOnline);
  }
}
