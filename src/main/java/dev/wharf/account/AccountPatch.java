package dev.wharf.account;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator changes on an account. {@code null} leaves a field, an empty text clears it. */
public record AccountPatch(
    @Nullable String name,
    @Nullable String tenant,
    @Nullable String externalId,
    @Nullable Map<String, Object> metadata,
    @Nullable String proxy,
    @Nullable String presence) {

  @Override
  public String toString() {
    return "AccountPatch[]";
  }
}
