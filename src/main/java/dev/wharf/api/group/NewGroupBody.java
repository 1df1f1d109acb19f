package dev.wharf.api.group;

import dev.wharf.api.problem.Rejected;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to create a group. */
@Schema(name = "NewGroup", description = "What is sent to create a group.")
public record NewGroupBody(
    @Schema(
            examples = "Crew of the Ada",
            required = true,
            minLength = 1,
            maxLength = GroupRules.SUBJECT_MAX,
            pattern = GroupRules.PRINTABLE)
        @Nullable String subject,
    @Schema(
            description = "Phone numbers or jids of who is in it beside the account, 100 at most.",
            required = true)
        @Nullable List<@Nullable String> members) {

  public NewGroupBody {
    subject = subject == null ? null : subject.strip();
  }

  /**
   * The members are checked where they are read.
   *
   * @throws Rejected if there is no subject, or none that WhatsApp takes
   */
  void check() {
    GroupRules.check(subject == null ? "" : subject, null);
  }

  @Override
  public String toString() {
    return "NewGroupBody[]";
  }
}
