package dev.wharf.api.account;

import dev.wharf.account.NewAccount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to create an account. Texts lose the blanks around them. */
@Schema(name = "NewAccount", description = "What is sent to create an account.")
public record NewAccountBody(
    @Schema(examples = "Support Berlin", required = true)
        @NotNull(message = Rules.NAME)
        @Size(min = 1, max = Rules.NAME_MAX, message = Rules.NAME)
        @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
        @Nullable String name,
    @Schema(examples = "acme")
        @Size(max = Rules.TEXT_MAX, message = Rules.TEXT)
        @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
        @Nullable String tenant,
    @Schema(description = "Your own id of it, unique within the tenant.", examples = "crm-4711")
        @Size(max = Rules.TEXT_MAX, message = Rules.TEXT)
        @Pattern(regexp = Rules.PRINTABLE, message = Rules.PRINTABLE_MESSAGE)
        @Nullable String externalId,
    @Schema(description = "Whatever you like to keep with it, up to 8 KiB.") @Small
        @Nullable Map<String, @Nullable Object> metadata,
    @Schema(
            description =
                "A proxy for its connections; never shown again. Only kept so far: connections do"
                    + " not go through it yet.")
        @Size(max = Rules.PROXY_MAX, message = Rules.PROXY)
        @Pattern(regexp = Rules.PROXY_FORM, message = Rules.PROXY)
        @Nullable String proxy) {

  public NewAccountBody {
    name = Rules.trimmed(name);
    tenant = Rules.trimmedOrNull(tenant);
    externalId = Rules.trimmedOrNull(externalId);
    proxy = Rules.trimmedOrNull(proxy);
  }

  /** Only once it is validated. */
  NewAccount command() {
    return new NewAccount(
        name == null ? "" : name,
        tenant,
        externalId,
        metadata == null ? Map.of() : metadata,
        proxy);
  }

  @Override
  public String toString() {
    return "NewAccountBody[]";
  }
}
