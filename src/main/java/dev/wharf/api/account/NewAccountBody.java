package dev.wharf.api.account;

import dev.wharf.account.NewAccount;
import dev.wharf.api.problem.Rejected;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to create an account. Texts lose the blanks around them. */
@Schema(name = "NewAccount", description = "What is sent to create an account.")
public record NewAccountBody(
    @Schema(
            examples = "Support Berlin",
            required = true,
            minLength = 1,
            maxLength = Rules.NAME_MAX,
            pattern = Rules.PRINTABLE)
        @Nullable String name,
    @Schema(examples = "acme", maxLength = Rules.TEXT_MAX, pattern = Rules.PRINTABLE)
        @Nullable String tenant,
    @Schema(
            description = "Your own id of it, unique within the tenant.",
            examples = "crm-4711",
            maxLength = Rules.TEXT_MAX,
            pattern = Rules.PRINTABLE)
        @Nullable String externalId,
    @Schema(description = "Whatever you like to keep with it, up to 8 KiB.")
        @Nullable Map<String, @Nullable Object> metadata,
    @Schema(
            description =
                "A proxy for its connections; never shown again. Only kept so far: connections do"
                    + " not go through it yet.",
            maxLength = Rules.PROXY_MAX,
            pattern = Rules.PROXY_FORM)
        @Nullable String proxy) {

  public NewAccountBody {
    name = Rules.trimmed(name);
    tenant = Rules.trimmedOrNull(tenant);
    externalId = Rules.trimmedOrNull(externalId);
    proxy = Rules.trimmedOrNull(proxy);
  }

  /**
   * @throws Rejected naming each field that is not accepted
   */
  NewAccount command() {
    String required = name == null ? "" : name;
    Rules.fields(required, tenant, externalId, metadata, proxy).done();
    return new NewAccount(
        required, tenant, externalId, metadata == null ? Map.of() : metadata, proxy);
  }

  @Override
  public String toString() {
    return "NewAccountBody[]";
  }
}
