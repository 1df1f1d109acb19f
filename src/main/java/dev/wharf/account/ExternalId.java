package dev.wharf.account;

import org.jspecify.annotations.Nullable;

/** An operator's own id of an account; unique within the tenant. */
record ExternalId(@Nullable String tenant, String value) {

  static @Nullable ExternalId of(AccountState state) {
    String value = state.profile().externalId();
    return value == null ? null : new ExternalId(state.profile().tenant(), value);
  }
}
