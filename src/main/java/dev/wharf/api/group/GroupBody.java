package dev.wharf.api.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wharf.directory.Groups;
import dev.wharf.event.GroupView;
import dev.wharf.event.MemberView;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A group, flat: the same JSON as in the push. */
@Schema(name = "Group", description = "A group that the account is in, or was.")
public record GroupBody(
    @Schema(examples = "120363000000000001@g.us") String jid,
    String subject,
    @Schema(nullable = true) @Nullable String description,
    @Schema(nullable = true, description = "The address of who created it.") @Nullable String owner,
    @Schema(
            description = "By which address WhatsApp knows its members: lid or pn.",
            examples = "lid")
        String addressingMode,
    @Schema(nullable = true) @Nullable Instant createdAt,
    @Schema(description = "Only admins may write.") boolean announce,
    @Schema(description = "Only admins may change subject and description.") boolean locked,
    @Schema(description = "After how many seconds messages disappear; 0 for never.")
        int ephemeralSeconds,
    @Schema(nullable = true, description = "How many members; null once the account has left.")
        @Nullable Integer size,
    @Schema(description = "The account is no member any more.") boolean left,
    @Schema(nullable = true, description = "Only where one group is asked for.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<Member> members) {

  /** Somebody in a group. */
  @Schema(name = "Member")
  public record Member(
      @Schema(examples = "123456789012345@lid") String jid,
      @Schema(nullable = true, description = "The hidden id.") @Nullable String lid,
      @Schema(
              nullable = true,
              description = "E.164. Null while WhatsApp has not told it.",
              examples = "+5511987654321")
          @Nullable String phone,
      @Schema(nullable = true, description = "The best name that is known.") @Nullable String name,
      @Schema(description = "member, admin or owner.", examples = "member") String role) {

    static Member of(MemberView view) {
      return new Member(view.jid(), view.lid(), view.phone(), view.name(), view.role());
    }
  }

  static GroupBody of(GroupView view) {
    return of(view, null);
  }

  static GroupBody of(Groups.Shown shown) {
    return of(shown.group(), shown.members().stream().map(Member::of).toList());
  }

  private static GroupBody of(GroupView view, @Nullable List<Member> members) {
    return new GroupBody(
        view.jid(),
        view.subject(),
        view.description(),
        view.owner(),
        view.addressingMode(),
        view.createdAt(),
        view.announce(),
        view.locked(),
        view.ephemeralSeconds(),
        view.size(),
        view.left(),
        members);
  }
}
