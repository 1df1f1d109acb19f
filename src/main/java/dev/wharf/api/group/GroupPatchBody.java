package dev.wharf.api.group;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

  @Schema(examples = "Crew of the Ada")
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(min = 1, max = GroupRules.SUBJECT_MAX, message = GroupRules.SUBJECT)
  @Pattern(regexp = GroupRules.PRINTABLE, message = GroupRules.PRINTABLE_MESSAGE)
  @Nullable String subject;

  @Schema(nullable = true)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  @Size(max = GroupRules.DESCRIPTION_MAX, message = GroupRules.DESCRIPTION)
  @Pattern(regexp = GroupRules.LINES, message = GroupRules.PRINTABLE_MESSAGE)
  @Nullable String description;

  public void setSubject(String subject) {
    this.subject = subject.strip();
  }

  public void setDescription(String description) {
    this.description = description.strip();
  }

  Optional<String> newSubject() {
    return Optional.ofNullable(subject);
  }

  /** Empty where it stays; an empty text where it goes. */
  Optional<String> newDescription() {
    return Optional.ofNullable(description);
  }
}
