package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;

/** Hands out the seals of the accounts to the parts of the key store. */
@ApplicationScoped
public class AccountSeals {

  private final DataKeys dataKeys;
  private final SecureRandom random;

  AccountSeals(DataKeys dataKeys, SecureRandom random) {
    this.dataKeys = dataKeys;
    this.random = random;
  }

  /**
   * Empty if nothing was ever stored for the account.
   *
   * @param client asked if the key is not remembered: within a transaction its own connection, for
   *     one that waits for a second one may wait for ever
   */
  public Uni<Optional<AccountSeal>> find(SqlClient client, AccountId account) {
    return dataKeys
        .find(client, account)
        .map(found -> found.map(key -> new AccountSeal(account, key, random)));
  }
}
