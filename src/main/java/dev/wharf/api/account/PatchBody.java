package dev.wharf.api.account;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.wharf.account.AccountPatch;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

  @Schema(examples = "Support Hamburg")
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(min = 1, max = Rules.NAME_MAX, message = Rules.NAME)
  @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
  @Nullable String name;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(max = Rules.TEXT_MAX, message = Rules.TEXT)
  @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
  @Nullable String tenant;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(max = Rules.TEXT_MAX, message = Rules.TEXT)
  @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
  @Nullable String externalId;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Small
  @Nullable Map<String, @Nullable Object> metadata;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(max = Rules.PROXY_MAX, message = Rules.PROXY)
  @Pattern(regexp = Rules.PROXY_FORM, message = Rules.PROXY)
  @Nullable String proxy;

  @Schema(
      nullable = true,
      description =
          "Whether others see it as there: unavailable (the phone goes on to notify), available, or"
              + " auto, which is available while something is sent. Takes effect at once.",
      enumeration = {"unavailable", "available", "auto"})
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Pattern(regexp = Rules.PRESENCE_FORM, message = Rules.PRESENCE)
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

  AccountPatch command() {
    return new AccountPatch(name, tenant, externalId, metadata, proxy, presence);
  }
}
