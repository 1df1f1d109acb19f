package dev.wharf.account;

import dev.wharf.event.Status;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list.
 *
 * @param statuses any of these; empty means all
 * @param q part of the name, the external id or the phone number, in any case
 * @param after the cursor of the page before; {@code null} for the first page
 * @param limit how many at most, 1 to 500
 */
public record AccountFilter(
    Set<Status> statuses,
    @Nullable String tenant,
    @Nullable String q,
    @Nullable String after,
    int limit) {

  public static final int MAX_LIMIT = 500;

  public static final AccountFilter ALL = new AccountFilter(Set.of(), null, null, null, MAX_LIMIT);

  boolean accepts(AccountState account) {
    return (statuses.isEmpty() || statuses.contains(account.standing().status()))
        && (tenant == null || tenant.equals(account.profile().tenant()))
        && (q == null || q.isBlank() || matches(account, q.strip().toLowerCase(Locale.ROOT)));
  }

  private static boolean matches(AccountState account, String part) {
    String digits = part.replaceAll("[\\s+()-]", "");
    return contains(account.profile().name(), part)
        || contains(account.profile().externalId(), part)
        || (!digits.isEmpty() && contains(account.identity().phoneNumber(), digits));
  }

  private static boolean contains(@Nullable String text, String part) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(part);
  }
}
