package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.group.GroupNode;
import dev.wharf.sandbox.group.GroupSettings;
import dev.wharf.sandbox.group.Role;
import dev.wharf.sandbox.post.Addresses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who comes into a group, who goes, and who is what in it. Every participant has its own answer.
 */
final class GroupMembersIq {

  private static final int LONGEST_SUBJECT = 100;

  Reply create(Node asked, Caller caller) {
    String subject = NodeReader.requiredString(asked, "subject");
    if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
      return new Reply.Error(406, "not-acceptable");
    }
    GroupSettings settings = GroupSettings.of(asked.childList());
    Group group = caller.groups().create(subject, caller.account(), caller.now(), settings);
    var strangers = new ArrayList<Node>();
    for (Node participant : asked.childrenOf("participant")) {
      Optional<Account> account = account(participant, caller);
      if (account.isPresent()) {
        group.join(account.get());
      } else {
        Addresses.read(participant, "jid").ifPresent(jid -> strangers.add(refused(jid, 404)));
      }
    }
    Node created = Node.of("create").with("type", "new").children(GroupNode.of(group));
    caller.news().tell(group.members(), group, caller.self(), caller.now(), created);
    Node answer = GroupNode.of(group);
    var children = new ArrayList<>(answer.childList());
    children.addAll(strangers);
    return Reply.of(answer.children(children));
  }

  /** Adds, removes, promotes or demotes. */
  Reply change(Node asked, Group group, Caller caller) {
    boolean adds = asked.tag().equals("add");
    if (!group.isAdmin(caller.account()) && !(adds && group.settings().membersAdd())) {
      return GroupsIq.FORBIDDEN;
    }
    long before = group.version();
    Set<Account> readers = new LinkedHashSet<>(group.members());
    var answers = new ArrayList<Node>();
    var changed = new ArrayList<Account>();
    for (Node participant : asked.childrenOf("participant")) {
      Jid jid = Addresses.read(participant, "jid").orElse(Jid.SERVER);
      Optional<Account> account = account(participant, caller);
      int status = account.isEmpty() ? 404 : apply(asked.tag(), group, account.get());
      if (status == 200) {
        changed.add(account.orElseThrow());
        answers.add(
            GroupNode.named(group.naming(), account.get()).with("jid", jid).with("type", status));
      } else {
        answers.add(refused(jid, status));
      }
    }
    if (!changed.isEmpty()) {
      announce(asked.tag(), group, caller, changed, readers, before);
    }
    return Reply.of(Node.of(asked.tag()).children(answers));
  }

  private static int apply(String change, Group group, Account account) {
    Optional<Role> role = group.role(account);
    if (change.equals("add")) {
      if (role.isPresent()) {
        return 409;
      }
      group.join(account);
      return 200;
    }
    if (role.isEmpty()) {
      return 404;
    }
    if (role.get() == Role.SUPERADMIN) {
      return 403;
    }
    switch (change) {
      case "remove" -> group.leave(account);
      case "promote" -> group.appoint(account, Role.ADMIN);
      default -> group.appoint(account, Role.MEMBER);
    }
    return 200;
  }

  /** Those who were there hear of the change; who is new gets the whole group. */
  private static void announce(
      String change,
      Group group,
      Caller caller,
      List<Account> changed,
      Set<Account> readers,
      long before) {
    var participants =
        changed.stream().map(account -> GroupNode.participant(group, account)).toList();
    Node news =
        Node.of(change)
            .with("v_id", group.version())
            .with("prev_v_id", before)
            .children(participants);
    caller.news().tell(readers, group, caller.self(), caller.now(), news);
    if (change.equals("add")) {
      Node create =
          Node.of("create")
              .with("type", "join")
              .with("reason", "invite")
              .children(GroupNode.of(group));
      caller.news().tell(changed, group, caller.self(), caller.now(), create);
    }
  }

  Reply leave(Node asked, Caller caller) {
    var left = new ArrayList<Node>();
    for (Node named : asked.childrenOf("group")) {
      Optional<Group> group = GroupsIq.named(named, "id", caller);
      if (group.isEmpty() || !group.get().isMember(caller.account())) {
        left.add(
            Node.of("group").with("id", NodeReader.requiredString(named, "id")).with("error", 404));
      } else {
        leave(group.get(), caller);
        left.add(Node.of("group").with("id", group.get().jid().toString()));
      }
    }
    return Reply.of(Node.of("leave").children(left));
  }

  private static void leave(Group group, Caller caller) {
    var readers = group.members();
    long before = group.version();
    group.leave(caller.account());
    Node news =
        Node.of("remove")
            .with("v_id", group.version())
            .with("prev_v_id", before)
            .children(GroupNode.named(group.naming(), caller.account()));
    caller.news().tell(readers, group, caller.self(), caller.now(), news);
  }

  private static Optional<Account> account(Node participant, Caller caller) {
    return Addresses.read(participant, "jid").flatMap(caller.accounts()::byJid);
  }

  private static Node refused(Jid jid, int status) {
    return Node.of("participant").with("jid", jid).with("type", status).with("error", status);
  }
}
