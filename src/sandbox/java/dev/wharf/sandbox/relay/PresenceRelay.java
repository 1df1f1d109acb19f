package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.post.Addresses;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is available, and who types. Nothing of it waits for anybody (messaging.md 12). */
final class PresenceRelay {

  private final Desk desk;
  private final Set<Party> available = new HashSet<>();
  private final Map<Account, Instant> lastSeen = new HashMap<>();
  private final Map<Account, Map<Party, Naming>> subscribers = new HashMap<>();

  PresenceRelay(Desk desk) {
    this.desk = desk;
  }

  void receive(Node stanza, Party sender) {
    switch (stanza.string("type").orElse("available")) {
      case "available" -> change(sender, true);
      case "unavailable" -> change(sender, false);
      case "subscribe" -> Addresses.read(stanza, "to").ifPresent(to -> subscribe(to, sender));
      default -> {}
    }
  }

  void gone(Party device) {
    change(device, false);
    subscribers.values().forEach(readers -> readers.remove(device));
  }

  void clear() {
    available.clear();
    lastSeen.clear();
    subscribers.clear();
  }

  /** The answer is the present state. */
  private void subscribe(Jid to, Party subscriber) {
    Optional<Account> about = desk.accounts().byJid(to);
    if (about.isPresent()) {
      subscribers
          .computeIfAbsent(about.get(), _ -> new LinkedHashMap<>())
          .put(subscriber, Naming.of(to));
      mention(subscriber, presence(about.get(), Naming.of(to)));
    }
  }

  private void change(Party device, boolean here) {
    Account account = device.account();
    boolean before = isAvailable(account);
    if (here) {
      available.add(device);
    } else if (available.remove(device)) {
      lastSeen.put(account, desk.now());
    }
    if (before != isAvailable(account)) {
      subscribers
          .getOrDefault(account, Map.of())
          .forEach((reader, naming) -> mention(reader, presence(account, naming)));
    }
  }

  private boolean isAvailable(Account account) {
    return available.stream().anyMatch(device -> device.account() == account);
  }

  private Node presence(Account account, Naming naming) {
    Node presence = Node.of("presence").with("from", naming.jid(account, 0));
    if (isAvailable(account)) {
      return presence;
    }
    Instant last = lastSeen.get(account);
    Node gone = presence.with("type", "unavailable");
    return last == null ? gone.with("last", "deny") : gone.with("last", last.getEpochSecond());
  }

  /** Only who is available is seen to type. */
  void typing(Node stanza, Party sender) {
    Optional<Jid> to = Addresses.read(stanza, "to");
    Optional<Node> state = stanza.childList().stream().findFirst();
    if (to.isEmpty() || state.isEmpty() || !available.contains(sender)) {
      return;
    }
    Node shown = Node.of(state.get().tag());
    Node typing =
        Node.of("chatstate")
            .children(
                state.get().string("media").map(media -> shown.with("media", media)).orElse(shown));
    Optional<Group> group = desk.groups().byJid(to.get());
    if (group.isPresent()) {
      Jid who = group.get().naming().jid(sender.account(), 0);
      Node named = typing.with("from", to.get()).with("participant", who);
      group.get().members().stream()
          .filter(member -> member != sender.account())
          .forEach(member -> mention(member, named));
    } else {
      Jid who = Naming.of(to.get()).jid(sender.account(), 0);
      desk.accounts()
          .byJid(to.get())
          .filter(reader -> reader != sender.account())
          .ifPresent(reader -> mention(reader, typing.with("from", who)));
    }
  }

  private void mention(Account reader, Node stanza) {
    reader.devices().forEach(device -> mention(new Party(reader, device.id()), stanza));
  }

  private void mention(Party reader, Node stanza) {
    desk.mailboxes().of(reader.account(), reader.device()).mention(stanza);
  }
}
