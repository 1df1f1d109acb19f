package dev.wharf.api.group;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.wharf.api.problem.Rejected;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to change a group. A field that is absent stays, a {@code null} clears it. No
 * record, because a record cannot tell the two apart.
 */
@Schema(
    name = "GroupPatch",
    description = "What is sent to change a group: absent fields stay, null clears.")
public final class GroupPatchBody {

  @Schema(
      examples = "Crew of the Ada",
      minLength = 1,
      maxLength = GroupRules.SUBJECT_MAX,
      pattern = GroupRules.PRINTABLE)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String subject;

  @Schema(nullable = true, maxLength = GroupRules.DESCRIPTION_MAX, pattern = GroupRules.LINES)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Nullable String description;

  public void setSubject(String subject) {
    this.subject = subject.strip();
  }

  public void setDescription(String description) {
    this.description = description.strip();
  }

  /**
   * @throws Rejected naming each field that is not accepted
   */
  void check() {
    GroupRules.check(subject, description);
  }

  Optional<String> newSubject() {
    return Optional.ofNullable(subject);
  }

  /** Empty where it stays; an empty text where it goes. */
  Optional<String> newDescription() {
    return Optional.ofNullable(description);
  }
}
