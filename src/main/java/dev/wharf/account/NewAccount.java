package dev.wharf.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator enters to create an account.
 *
 * @param externalId the operator's own id of it, unique within the tenant
 * @param proxy where its connections go through; may hold a password, so it is never shown
 */
public record NewAccount(
    String name,
    @Nullable String tenant,
    @Nullable String externalId,
    Map<String, Object> metadata,
    @Nullable String proxy) {

  public static NewAccount named(String name) {
    return new NewAccount(name, null, null, Map.of(), null);
  }

  @Override
  public String toString() {
    return "NewAccount[" + name + "]";
  }
}
