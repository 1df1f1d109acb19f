package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody in a group.
 *
 * @param jid as the group names its members; bare
 * @param phone the phone-number address, which a group may hide from us
 * @param lid the hidden address
 */
public record Member(Jid jid, Optional<Jid> phone, Optional<Jid> lid, Role role) {

  static final int MAX_MEMBERS = 20_000;

  public enum Role {
    MEMBER,
    ADMIN,
    /** Made the group. */
    SUPERADMIN;

    static Role of(String wire) {
      return switch (wire) {
        case "admin" -> ADMIN;
        case "superadmin" -> SUPERADMIN;
        default -> MEMBER;
      };
    }
  }

  /**
   * @throws ProtocolFault if there is no address
   */
  static Member parse(Node participant) {
    Jid jid = StanzaReader.plain(StanzaReader.requiredUser(participant, "jid")).bare();
    return new Member(
        jid,
        named(participant, jid, "phone_number").filter(Jid::isPhone),
        named(participant, jid, "lid").filter(Jid::isLid),
        Role.of(participant.string("type").orElse("")));
  }

  /** Those of the participants that are in the group; who could not be added is not. */
  static List<Member> parseAll(Node parent) {
    var members = new ArrayList<Member>();
    for (Node participant : parent.childrenOf("participant")) {
      if (participant.string("error").isEmpty()) {
        members.add(parse(participant));
      }
    }
    StanzaReader.requireAtMost(MAX_MEMBERS, members.size(), parent.tag() + "/participant");
    return List.copyOf(members);
  }

  private static Optional<Jid> named(Node participant, Jid jid, String key) {
    boolean itself = key.equals("lid") ? jid.isLid() : jid.isPhone();
    return itself
        ? Optional.of(jid)
        : StanzaReader.user(participant, key).map(StanzaReader::plain).map(Jid::bare);
  }
}
