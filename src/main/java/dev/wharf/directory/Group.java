package dev.wharf.directory;

import dev.wharf.event.GroupView;
import dev.wharf.identity.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group that the account is in, or was.
 *
 * @param left the account is no member any more; who the others are is then unknown
 */
public record Group(Jid jid, About about, List<Member> members, boolean left) {

  public Group {
    members = List.copyOf(members);
  }

  public Group(Jid jid, About about, List<Member> members) {
    this(jid, about, members, false);
  }

  /**
   * What a group says of itself.
   *
   * @param createdAt to the second
   */
  public record About(
      String subject,
      Optional<String> description,
      Optional<Jid> owner,
      Addressing addressing,
      Optional<Instant> createdAt,
      Settings settings) {

    About withSubject(String other) {
      return new About(other, description, owner, addressing, createdAt, settings);
    }

    About withDescription(Optional<String> other) {
      return new About(subject, other, owner, addressing, createdAt, settings);
    }

    About with(Settings other) {
      return new About(subject, description, owner, addressing, createdAt, other);
    }
  }

  /**
   * @param announce only admins may write
   * @param locked only admins may change subject and description
   * @param ephemeralSeconds after which messages disappear; 0: never
   */
  public record Settings(boolean announce, boolean locked, int ephemeralSeconds) {
    public static final Settings OPEN = new Settings(false, false, 0);
  }

  /** By which of their addresses a group knows its members ({@code addressing_mode}). */
  public enum Addressing {
    PN,
    LID;

    public String word() {
      return this == PN ? "pn" : "lid";
    }

    static Addressing of(String word) {
      return word.equals("lid") ? LID : PN;
    }
  }

  Group withMembers(List<Member> others) {
    return new Group(jid, about, others, left);
  }

  Group with(About other) {
    return new Group(jid, other, members, left);
  }

  Group gone() {
    return new Group(jid, about, List.of(), true);
  }

  GroupView view() {
    return view(members.size());
  }

  GroupView view(int size) {
    return new GroupView(
        jid.toString(),
        about.subject(),
        about.description().orElse(null),
        about.owner().map(Jid::toString).orElse(null),
        about.addressing().word(),
        about.createdAt().orElse(null),
        about.settings().announce(),
        about.settings().locked(),
        about.settings().ephemeralSeconds(),
        left ? null : size,
        left);
  }
}
