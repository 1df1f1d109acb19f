package dev.wharf.api.account;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.wharf.account.AccountPatch;
import dev.wharf.api.problem.Rejected;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to change an account. A field that is absent stays, a {@code null} clears it. No
 * record, because a record cannot tell the two apart.
 */
@Schema(
    name = "AccountPatch",
    description = "What is sent to change an account: absent fields stay, null clears.")
public final class PatchBody {

  @Schema(
      examples = "Support Hamburg",
      minLength = 1,
      maxLength = Rules.NAME_MAX,
      pattern = Rules.PRINTABLE)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String name;

  @Schema(nullable = true, maxLength = Rules.TEXT_MAX, pattern = Rules.PRINTABLE)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String tenant;

  @Schema(nullable = true, maxLength = Rules.TEXT_MAX, pattern = Rules.PRINTABLE)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String externalId;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable Map<String, @Nullable Object> metadata;

  @Schema(nullable = true, maxLength = Rules.PROXY_MAX, pattern = Rules.PROXY_FORM)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String proxy;

  @Schema(
      nullable = true,
      description =
          "Whether others see it as there: unavailable (the phone goes on to notify), available, or"
              + " auto, which is available while something is sent. Takes effect at once.",
      enumeration = {"unavailable", "available", "auto"},
      pattern = Rules.PRESENCE_FORM)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String presence;

  public void setName(String name) {
    this.name = Rules.trimmed(name);
  }

  public void setTenant(String tenant) {
    this.tenant = Rules.trimmed(tenant);
  }

  public void setExternalId(String externalId) {
    this.externalId = Rules.trimmed(externalId);
  }

  public void setMetadata(Map<String, @Nullable Object> metadata) {
    this.metadata = metadata;
  }

  public void setProxy(String proxy) {
    this.proxy = Rules.trimmed(proxy);
  }

  public void setPresence(String presence) {
    this.presence = presence;
  }

  /**
   * @throws Rejected naming each field that is not accepted
   */
  AccountPatch command() {
    Rules.fields(name, tenant, externalId, metadata, proxy)
        .form("presence", presence, Rules.PRESENCE_FORM, Rules.PRESENCE)
        .done();
    return new AccountPatch(name, tenant, externalId, metadata, proxy, presence);
  }
}
