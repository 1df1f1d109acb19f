package dev.wharf.directory;

import dev.wharf.identity.Jid;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One change of a group, as a notification tells it (messaging.md 9.3). */
public sealed interface GroupDelta {

  /** Members that came; one who is there already gets the role that is told. */
  record Added(List<Member> members) implements GroupDelta {}

  record Removed(List<Jid> members) implements GroupDelta {}

  record Promoted(List<Jid> members) implements GroupDelta {}

  record Demoted(List<Jid> members) implements GroupDelta {}

  record Subject(String subject) implements GroupDelta {}

  record Description(Optional<String> description) implements GroupDelta {}

  /** What is empty stays. */
  record Settings(
      Optional<Boolean> announce, Optional<Boolean> locked, OptionalInt ephemeralSeconds)
      implements GroupDelta {}

  /** The group is gone for everybody. */
  record Deleted() implements GroupDelta {}
}
