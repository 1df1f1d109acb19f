package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.group.Group;
import java.util.Optional;

/** What a group is called, what is said about it, and its switches. */
final class GroupChangesIq {

  private static final int LONGEST_SUBJECT = 100;
  private static final int LONGEST_DESCRIPTION = 2048;
  private static final Reply NOT_ACCEPTABLE = new Reply.Error(406, "not-acceptable");

  Reply answer(Node asked, Group group, Caller caller) {
    boolean admin = group.isAdmin(caller.account());
    return switch (asked.tag()) {
      case "subject", "description" -> {
        if (!admin && group.settings().locked()) {
          yield GroupsIq.FORBIDDEN;
        }
        yield asked.tag().equals("subject")
            ? subject(asked, group, caller)
            : description(asked, group, caller);
      }
      default -> admin ? setting(asked, group, caller) : GroupsIq.FORBIDDEN;
    };
  }

  private static Reply subject(Node asked, Group group, Caller caller) {
    String text = NodeReader.requiredText(asked);
    if (text.isEmpty() || text.length() > LONGEST_SUBJECT) {
      return NOT_ACCEPTABLE;
    }
    group.subject(new Group.Said("", text, caller.account(), caller.now()));
    tell(
        group,
        caller,
        Node.of("subject")
            .with("subject", text)
            .with("s_t", caller.now().getEpochSecond())
            .with("s_o", group.naming().jid(caller.account(), 0)));
    return Reply.EMPTY;
  }

  private static Reply description(Node asked, Group group, Caller caller) {
    Optional<String> before = group.description().map(Group.Said::id);
    if (!asked.string("prev").equals(before)) {
      return new Reply.Error(409, "conflict");
    }
    if (NodeReader.flag(asked, "delete", false)) {
      group.description(Optional.empty());
      tell(group, caller, Node.of("description").children(Node.of("delete")));
      return Reply.EMPTY;
    }
    String id = NodeReader.requiredString(asked, "id");
    String text = NodeReader.requiredText(NodeReader.requiredChild(asked, "body"));
    if (text.length() > LONGEST_DESCRIPTION) {
      return NOT_ACCEPTABLE;
    }
    group.description(Optional.of(new Group.Said(id, text, caller.account(), caller.now())));
    Node body = Node.of("body").text(text);
    tell(group, caller, Node.of("description").with("id", id).children(body));
    return Reply.EMPTY;
  }

  /** What is no setting is answered with nothing. */
  private static Reply setting(Node asked, Group group, Caller caller) {
    if (group.settings().apply(asked)) {
      group.settingsChanged();
      tell(group, caller, rewritten(asked).with("v_id", group.version()));
    }
    return Reply.EMPTY;
  }

  /** The same, with text as bytes, as strict clients ask for. */
  private static Node rewritten(Node asked) {
    Optional<byte[]> bytes = asked.bytes();
    return bytes.isPresent() ? asked.bytes(bytes.get()) : asked;
  }

  private static void tell(Group group, Caller caller, Node change) {
    caller.news().tell(group.members(), group, caller.self(), caller.now(), change);
  }
}
