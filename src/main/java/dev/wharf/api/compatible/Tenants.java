package dev.wharf.api.compatible;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.account.Refused;
import dev.wharf.account.Refused.Kind;
import dev.wharf.api.problem.Rejected;
import dev.wharf.event.AccountView;
import dev.wharf.event.Action;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which account a tenant of such a service is: the one whose external id it is, or whose own id.
 */
@Singleton
class Tenants {

  /** Printable, and short enough to be the name of an account too. */
  private static final Pattern ACCEPTABLE = Pattern.compile("\\P{Cc}{1,100}");

  /** Stands where a tenant id would in the paths of our own. */
  private static final String RESERVED = "accounts";

  private final AccountBoard board;
  private final Accounts accounts;

  Tenants(AccountBoard board, Accounts accounts) {
    this.board = board;
    this.accounts = accounts;
  }

  /**
   * @throws Refused {@code tenant_not_found} or {@code ambiguous}
   */
  AccountView get(String tenantId) {
    return find(tenantId)
        .orElseThrow(
            () ->
                new Refused(
                    Kind.NOT_FOUND,
                    "tenant_not_found",
                    "No account has this external id. POST /whatsapp/{tenantId}/start creates one"
                        + " and shows its QR code.",
                    Action.RETRY_INITIALIZE));
  }

  /** Creates the account if there is none. Of several callers at once all get the same one. */
  Uni<AccountView> getOrCreate(String tenantId) {
    return Uni.createFrom()
        .deferred(
            () ->
                find(tenantId)
                    .map(found -> Uni.createFrom().item(found))
                    .orElseGet(() -> create(tenantId.strip())));
  }

  private Uni<AccountView> create(String externalId) {
    return accounts
        .create(new NewAccount(externalId, null, externalId, Map.of(), null))
        .onFailure(failure -> failure instanceof Refused no && no.kind() == Kind.CONFLICT)
        .recoverWithItem(() -> get(externalId));
  }

  private Optional<AccountView> find(String tenantId) {
    String id = tenantId.strip();
    if (!ACCEPTABLE.matcher(id).matches() || id.equals(RESERVED)) {
      throw Rejected.invalid(
          "tenantId", "must be 1 to 100 characters, none of them a control character");
    }
    return board.holder(null, id).or(() -> ownId(id)).flatMap(board::view).or(() -> onlyOne(id));
  }

  private static Optional<AccountId> ownId(String id) {
    try {
      return Optional.of(AccountId.parse(id));
    } catch (IllegalArgumentException otherText) {
      return Optional.empty();
    }
  }

  private Optional<AccountView> onlyOne(String externalId) {
    List<AccountView> holders =
        board.all().stream().filter(view -> externalId.equals(view.externalId())).toList();
    if (holders.size() > 1) {
      throw new Refused(
          Kind.CONFLICT,
          "ambiguous",
          "Accounts of several tenants have this external id: use the account's own id instead.",
          null);
    }
    return holders.stream().findFirst();
  }
}
