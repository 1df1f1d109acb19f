package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A group as the server describes it (messaging.md 9.2).
 *
 * @param subject empty if it has none
 * @param owner who made it; as the group names people
 * @param ownerPhone the same by phone number, if the server tells
 * @param addressingMode {@code lid} or {@code pn}: how it names its members
 * @param announce only admins may write
 * @param locked only admins may change what it is called
 * @param membersMayAdd members may add others
 * @param joinApproval admins decide who joins
 * @param ephemeralSeconds after which messages vanish; empty if they do not
 * @param community whether it is the head of a community
 * @param parent the community it belongs to
 */
public record GroupInfo(
    Jid id,
    String subject,
    Optional<Jid> owner,
    Optional<Jid> ownerPhone,
    String addressingMode,
    List<Member> members,
    boolean announce,
    boolean locked,
    boolean membersMayAdd,
    boolean joinApproval,
    Optional<Description> description,
    OptionalInt ephemeralSeconds,
    Optional<Instant> createdAt,
    boolean community,
    Optional<Jid> parent) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{5,25}(-[0-9]{1,20})?");

  public GroupInfo {
    members = List.copyOf(members);
  }

  /**
   * What is said about it.
   *
   * @param id names this text; a change has to name the one it replaces
   */
  public record Description(Optional<String> id, String text) {}

  /**
   * @param group the element {@code group}
   * @throws ProtocolFault if it has no id, or a member no address; {@code TOO_LARGE}
   */
  public static GroupInfo parse(Node group) {
    Optional<Jid> owner = user(group, "creator");
    return new GroupInfo(
        requiredGroup(group, "id"),
        StanzaReader.text(group, "subject").orElse(""),
        owner,
        user(group, "creator_pn").or(() -> owner).filter(Jid::isPhone),
        group.string("addressing_mode").filter("lid"::equals).orElse("pn"),
        Member.parseAll(group),
        group.child("announcement").isPresent(),
        group.child("locked").isPresent(),
        group
            .child("member_add_mode")
            .flatMap(StanzaReader::text)
            .filter(GroupInfo::allMembersAdd)
            .isPresent(),
        group.child("membership_approval_mode").filter(GroupInfo::isOn).isPresent(),
        group.child("description").flatMap(GroupInfo::description),
        group.child("ephemeral").map(GroupInfo::seconds).orElse(OptionalInt.empty()),
        StanzaReader.time(group, "creation"),
        group.child("parent").isPresent(),
        group.child("linked_parent").flatMap(parent -> StanzaReader.user(parent, "jid")));
  }

  static boolean allMembersAdd(String mode) {
    return mode.equals("all_member_add");
  }

  static boolean isOn(Node approvalMode) {
    return approvalMode
        .child("group_join")
        .flatMap(join -> join.string("state"))
        .filter("on"::equals)
        .isPresent();
  }

  static OptionalInt seconds(Node ephemeral) {
    OptionalInt seconds = StanzaReader.number(ephemeral, "expiration");
    return seconds.isPresent() && seconds.getAsInt() > 0 ? seconds : OptionalInt.empty();
  }

  /** The id of a group, which the server writes as its bare number or as an address. */
  static Jid requiredGroup(Node node, String key) {
    Attribute value = node.attributes().get(key);
    Jid jid =
        switch (value) {
          case Attribute.Address(var address) -> address;
          case Attribute.Text(var text) -> Jid.of(number(text), Jid.GROUP_SERVER);
          case null ->
              throw new ProtocolFault(
                  ProtocolFault.Kind.MISSING, node.tag() + '@' + key, "is not there");
        };
    if (!jid.server().equals(Jid.GROUP_SERVER) || !NUMBER.matcher(jid.user()).matches()) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, node.tag() + '@' + key, "is no group");
    }
    return jid.bare();
  }

  private static String number(String text) {
    String server = '@' + Jid.GROUP_SERVER;
    return text.endsWith(server) ? text.substring(0, text.length() - server.length()) : text;
  }

  private static Optional<Jid> user(Node node, String key) {
    return StanzaReader.user(node, key).map(StanzaReader::plain).map(Jid::bare);
  }

  private static Optional<Description> description(Node description) {
    return description
        .child("body")
        .flatMap(StanzaReader::text)
        .map(text -> new Description(StanzaReader.text(description, "id"), text));
  }
}
