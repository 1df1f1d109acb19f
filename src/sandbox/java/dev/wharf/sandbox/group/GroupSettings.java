package dev.wharf.sandbox.group;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import java.util.ArrayList;
import java.util.List;

/** The switches of a group, as the elements that set and show them (messaging.md 9.1, 9.2). */
public final class GroupSettings {

  private boolean announcement;
  private boolean locked;
  private long ephemeralSeconds;
  private boolean membersAdd = true;
  private boolean approval;

  private GroupSettings() {}

  /** What a new group asks for, and otherwise what groups begin with. */
  public static GroupSettings of(List<Node> elements) {
    var settings = new GroupSettings();
    elements.forEach(settings::apply);
    return settings;
  }

  /** Takes over what an element says. Returns whether it is about a setting. */
  public boolean apply(Node element) {
    switch (element.tag()) {
      case "announcement", "not_announcement" ->
          announcement = element.tag().equals("announcement");
      case "locked", "unlocked" -> locked = element.tag().equals("locked");
      case "not_ephemeral" -> ephemeralSeconds = 0;
      case "ephemeral" ->
          ephemeralSeconds = NodeReader.optionalLong(element, "expiration").orElse(0);
      case "member_add_mode" ->
          membersAdd = element.bytes().map(String::new).orElse("").equals("all_member_add");
      case "membership_approval_mode" ->
          approval =
              element.child("group_join").flatMap(j -> j.string("state")).orElse("").equals("on");
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Only admins send. */
  public boolean announcement() {
    return announcement;
  }

  /** Only admins change what the group is called. */
  public boolean locked() {
    return locked;
  }

  /** Every member may add others. */
  public boolean membersAdd() {
    return membersAdd;
  }

  List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    if (announcement) {
      nodes.add(Node.of("announcement"));
    }
    if (locked) {
      nodes.add(Node.of("locked"));
    }
    if (ephemeralSeconds > 0) {
      nodes.add(Node.of("ephemeral").with("expiration", ephemeralSeconds));
    }
    nodes.add(Node.of("member_add_mode").text(membersAdd ? "all_member_add" : "admin_add"));
    if (approval) {
      nodes.add(
          Node.of("membership_approval_mode").children(Node.of("group_join").with("state", "on")));
    }
    return nodes;
  }
}
