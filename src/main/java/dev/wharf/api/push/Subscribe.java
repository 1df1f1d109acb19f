package dev.wharf.api.push;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.AccountView;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.identity.AccountId;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to hear.
 *
 * @param accounts only these; {@code null} for all
 * @param types only these; {@code null} for all
 * @param after the last event that the reader has; {@code null} to begin with a snapshot
 */
record Subscribe(
    @Nullable Set<AccountId> accounts, @Nullable Set<String> types, @Nullable Long after) {

  boolean wants(AccountId account) {
    return accounts == null || accounts.contains(account);
  }

  boolean wants(Published published) {
    Event event = published.event();
    return (types == null || types.contains(event.type())) && wants(published.account());
  }

  /** The same, with the board's own ids: thousands of readers need not hold each theirs. */
  Subscribe sharing(AccountBoard board) {
    return accounts == null
        ? this
        : new Subscribe(
            accounts.stream()
                .map(id -> board.view(id).map(AccountView::id).orElse(id))
                .collect(Collectors.toUnmodifiableSet()),
            types,
            after);
  }

  Subscribe from(long seq) {
    return new Subscribe(accounts, types, seq);
  }
}
