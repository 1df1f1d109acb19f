package dev.wharf.api.group;

import dev.wharf.directory.Page;
import dev.wharf.event.GroupView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of groups. */
@Schema(name = "Groups", description = "One page of groups, by subject, without their members.")
public record GroupsBody(
    List<GroupBody> items,
    @Schema(
            nullable = true,
            description = "Send it as «after» to get the next page; null on the last one.")
        @Nullable String next) {

  static GroupsBody of(Page<GroupView> page) {
    return new GroupsBody(
        page.items().stream().map(GroupBody::of).toList(), page.next().orElse(null));
  }
}
