package dev.wharf.api;

import dev.wharf.directory.NumberCheck;
import dev.wharf.directory.Refusal;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers that a test registers; an account that it does not know is not connected. */
@Alternative
@ApplicationScoped
public class FakeNumberCheck implements NumberCheck {

  private final Map<AccountId, Map<PhoneNumber, Checked>> known = new ConcurrentHashMap<>();

  public void connected(AccountId account) {
    known.computeIfAbsent(account, none -> new ConcurrentHashMap<>());
  }

  public void registered(AccountId account, String asked, Optional<Jid> jid, Optional<Jid> lid) {
    put(account, new Checked(new PhoneNumber(asked), true, jid, lid));
  }

  public void unregistered(AccountId account, String asked) {
    put(account, new Checked(new PhoneNumber(asked), false, Optional.empty(), Optional.empty()));
  }

  private void put(AccountId account, Checked checked) {
    connected(account);
    known.get(account).put(checked.asked(), checked);
  }

  @Override
  public Uni<List<Checked>> check(AccountId account, List<PhoneNumber> numbers) {
    var answers = known.get(account);
    return answers == null
        ? Uni.createFrom().failure(Refusal::notOnline)
        : Uni.createFrom()
            .item(numbers.stream().map(answers::get).filter(Objects::nonNull).toList());
  }
}
