package dev.wharf.account;

import dev.wharf.event.AccountView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of accounts, oldest first.
 *
 * @param next the cursor of the next page; {@code null} on the last one
 */
public record AccountPage(List<AccountView> items, @Nullable String next) {}
