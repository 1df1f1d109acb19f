package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Iq;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What we ask about groups and change in them (messaging.md 9.1). */
public final class GroupRequests {

  private static final String NAMESPACE = "w:g2";
  private static final Jid GROUPS = Jid.of("", Jid.GROUP_SERVER);

  private GroupRequests() {}

  /** What can be done with members. */
  public enum MemberChange {
    ADD,
    REMOVE,
    PROMOTE,
    DEMOTE;

    String tag() {
      return switch (this) {
        case ADD -> "add";
        case REMOVE -> "remove";
        case PROMOTE -> "promote";
        case DEMOTE -> "demote";
      };
    }
  }

  /** All groups we are in: {@link GroupReplies#groups}. */
  public static Node participating(String id) {
    return get(
        id,
        GROUPS,
        Node.of("participating").children(Node.of("participants"), Node.of("description")));
  }

  /** Everything about a group: {@link GroupReplies#group}. */
  public static Node info(String id, Jid group) {
    return get(id, group, Node.of("query").with("request", "interactive"));
  }

  /**
   * {@link GroupReplies#created}.
   *
   * @param key of our choice; the notification of the new group repeats it
   */
  public static Node create(String id, String subject, String key, Collection<Jid> members) {
    return set(
        id,
        GROUPS,
        Node.of("create")
            .with("subject", subject)
            .with("key", key)
            .children(participants(members)));
  }

  /** {@link GroupReplies#memberResults}. */
  public static Node change(String id, Jid group, MemberChange change, Collection<Jid> members) {
    return set(id, group, Node.of(change.tag()).children(participants(members)));
  }

  public static Node leave(String id, Jid group) {
    return set(
        id,
        GROUPS,
        // The one place where a group's id is its whole address, as a string.
        Node.of("leave").children(Node.of("group").with("id", group.toString())));
  }

  /**
   * @param subject 1 to 100 characters
   */
  public static Node subject(String id, Jid group, String subject) {
    return set(id, group, Node.of("subject").text(subject));
  }

  /**
   * @param text empty to delete it; at most 2,048 characters
   * @param newId names the new text, unused for a deletion
   * @param previous id of the text that is there; without it the server refuses
   */
  public static Node description(
      String id, Jid group, Optional<String> text, String newId, Optional<String> previous) {
    Node description = Node.of("description");
    if (previous.isPresent()) {
      description = description.with("prev", previous.get());
    }
    return set(
        id,
        group,
        text.isPresent()
            ? description.with("id", newId).children(Node.of("body").text(text.get()))
            : description.with("delete", "true"));
  }

  /** {@link GroupReplies#inviteCode}. */
  public static Node inviteCode(String id, Jid group) {
    return get(id, group, Node.of("invite"));
  }

  /** The old code ends: {@link GroupReplies#inviteCode} is the new one. */
  public static Node renewInviteCode(String id, Jid group) {
    return set(id, group, Node.of("invite"));
  }

  /** {@link GroupReplies#joined}. */
  public static Node join(String id, String code) {
    return set(id, GROUPS, Node.of("invite").with("code", code));
  }

  /** The group behind a code, without joining it: {@link GroupReplies#group}. */
  public static Node infoByCode(String id, String code) {
    return get(id, GROUPS, Node.of("invite").with("code", code));
  }

  /** Whether only admins may write. */
  public static Node announce(String id, Jid group, boolean only) {
    return set(id, group, Node.of(only ? "announcement" : "not_announcement"));
  }

  /** Whether only admins may change what the group is called. */
  public static Node locked(String id, Jid group, boolean locked) {
    return set(id, group, Node.of(locked ? "locked" : "unlocked"));
  }

  /** Whether members may add others. */
  public static Node membersMayAdd(String id, Jid group, boolean may) {
    return set(id, group, Node.of("member_add_mode").text(may ? "all_member_add" : "admin_add"));
  }

  /** Whether admins decide who joins. */
  public static Node joinApproval(String id, Jid group, boolean wanted) {
    Node join = Node.of("group_join").with("state", wanted ? "on" : "off");
    return set(id, group, Node.of("membership_approval_mode").children(join));
  }

  /**
   * @param seconds 86,400, 604,800 or 7,776,000; 0 for messages that stay
   */
  public static Node ephemeral(String id, Jid group, int seconds) {
    return set(
        id,
        group,
        seconds == 0 ? Node.of("not_ephemeral") : Node.of("ephemeral").with("expiration", seconds));
  }

  private static List<Node> participants(Collection<Jid> members) {
    var participants = new ArrayList<Node>(members.size());
    for (Jid member : members) {
      participants.add(Node.of("participant").with("jid", member.bare()));
    }
    return participants;
  }

  private static Node get(String id, Jid to, Node child) {
    return Iq.of("get", id, to, NAMESPACE, child);
  }

  private static Node set(String id, Jid to, Node child) {
    return Iq.of("set", id, to, NAMESPACE, child);
  }
}
