package dev.wharf.api.group;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to create a group. */
@Schema(name = "NewGroup", description = "What is sent to create a group.")
public record NewGroupBody(
    @Schema(examples = "Crew of the Ada", required = true)
        @NotNull(message = GroupRules.SUBJECT)
        @Size(min = 1, max = GroupRules.SUBJECT_MAX, message = GroupRules.SUBJECT)
        @Pattern(regexp = GroupRules.PRINTABLE, message = GroupRules.PRINTABLE_MESSAGE)
        @Nullable String subject,
    @Schema(
            description = "Phone numbers or jids of who is in it beside the account, 100 at most.",
            required = true)
        @Nullable List<@Nullable String> members) {

  public NewGroupBody {
    subject = subject == null ? null : subject.strip();
  }

  @Override
  public String toString() {
    return "NewGroupBody[]";
  }
}
