package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known about users: devices, hidden id, whether they exist (messaging.md 4.1, 11). */
final class UsyncIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    Node question = NodeReader.requiredChild(iq.node(), "usync");
    List<Node> protocols = NodeReader.requiredChild(question, "query").childList();
    var users = new ArrayList<Node>();
    for (Node user : NodeReader.requiredChild(question, "list").childrenOf("user")) {
      users.add(user(user, protocols, caller));
    }
    return Reply.of(
        IqTable.echo(question)
            .children(
                Node.of("result").children(protocols.stream().map(p -> Node.of(p.tag())).toList()),
                Node.of("list").children(users)));
  }

  private static Node user(Node asked, List<Node> protocols, Caller caller) {
    Optional<Jid> jid = Addresses.read(asked, "jid").map(Jid::bare);
    Optional<String> contact = asked.child("contact").flatMap(Node::bytes).map(String::new);
    Optional<Account> account =
        jid.isPresent()
            ? jid.flatMap(caller.accounts()::byJid)
            : contact.map(UsyncIq::digits).flatMap(caller.accounts()::byPhone);
    Node user = Node.of("user");
    if (jid.isPresent()) {
      user = user.with("jid", jid.get());
    } else if (account.isPresent()) {
      user = user.with("jid", account.get().phoneJid(0));
    }
    if (account.isEmpty()) {
      return contact.isPresent() ? user.children(contact(contact.get(), false)) : user;
    }
    boolean hiddenName = jid.map(Jid::isLid).orElse(false);
    if (hiddenName && tellsNumber(account.get(), caller)) {
      user = user.with("pn_jid", account.get().phoneJid(0));
    }
    if (protocols.stream().anyMatch(protocol -> protocol.tag().equals("devices"))) {
      caller.asksAbout(account.get(), hiddenName ? Naming.LID : Naming.PHONE);
    }
    var parts = new ArrayList<Node>();
    for (Node protocol : protocols) {
      part(protocol.tag(), account.get(), contact, caller).ifPresent(parts::add);
    }
    return user.children(parts);
  }

  /** The own number may have been withheld at pairing, for so many questions. */
  private static boolean tellsNumber(Account account, Caller caller) {
    return account != caller.account() || caller.device().askNumber();
  }

  private static Optional<Node> part(
      String protocol, Account account, Optional<String> contact, Caller caller) {
    return switch (protocol) {
      case "devices" -> Optional.of(devices(account, caller));
      case "lid" -> Optional.of(Node.of("lid").with("val", account.lidJid(0)));
      case "contact" -> Optional.of(contact(contact.orElse(account.phone()), true));
      case "status" -> Optional.of(Node.of("status").with("t", 0).bytes(new byte[0]));
      case "disappearing_mode" ->
          Optional.of(Node.of("disappearing_mode").with("duration", 0).with("t", 0));
      default -> Optional.empty();
    };
  }

  private static Node contact(String asked, boolean exists) {
    return Node.of("contact").with("type", exists ? "in" : "out").text(asked);
  }

  private static Node devices(Account account, Caller caller) {
    var devices = new ArrayList<Node>();
    devices.add(Node.of("device").with("id", 0));
    for (Device device : account.devices()) {
      devices.add(
          Node.of("device")
              .with("id", device.id())
              .with("key-index", device.enrolment().keyIndex()));
    }
    return Node.of("devices")
        .children(
            Node.of("device-list").children(devices),
            Node.of("key-index-list")
                .with("ts", caller.now().getEpochSecond())
                .bytes(account.keyIndexList(caller.now(), caller.random())));
  }

  private static String digits(String contact) {
    int at = contact.indexOf('@');
    return (at < 0 ? contact : contact.substring(0, at)).replaceAll("[^0-9]", "");
  }
}
