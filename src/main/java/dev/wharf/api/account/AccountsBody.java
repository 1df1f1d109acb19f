package dev.wharf.api.account;

import dev.wharf.account.AccountPage;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of accounts. */
@Schema(name = "Accounts", description = "One page of accounts, oldest first.")
public record AccountsBody(
    List<AccountBody> items,
    @Schema(
            nullable = true,
            description = "Send it as «after» to get the next page; null on the last one.")
        @Nullable String next) {

  static AccountsBody of(AccountPage page) {
    return new AccountsBody(page.items().stream().map(AccountBody::of).toList(), page.next());
  }
}
