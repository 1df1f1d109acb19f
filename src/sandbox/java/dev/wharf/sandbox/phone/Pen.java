package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.post.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes messages of one phone for all devices that have to get them (messaging.md 5, 6). */
final class Pen {

  private static final int MOST = 2_000;
  private static final int MAX_RETRIES = 5;
  private static final Optional<String> NOBODY = Optional.of("404");

  private final Party self;
  private final Network network;
  private final Ratchets ratchets;
  private final GroupKeys groupKeys;
  private final Map<String, Written> written =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
          return size() > MOST;
        }
      };

  Pen(Party self, Network network, Ratchets ratchets, GroupKeys groupKeys) {
    this.self = self;
    this.network = network;
    this.ratchets = ratchets;
    this.groupKeys = groupKeys;
  }

  /** Returns the error of the ack, or nothing. */
  Optional<String> write(Written message) {
    if (message.isForGroup()) {
      Optional<Group> group = network.groups().byJid(message.to());
      return group.isPresent() ? send(message, toGroup(message, group.get())) : NOBODY;
    }
    Optional<Account> addressee = network.accounts().byJid(message.to());
    return addressee.isPresent() ? send(message, toPerson(message, addressee.get())) : NOBODY;
  }

  private Optional<String> send(Written message, Node stanza) {
    written.put(message.id(), message);
    return send(stanza);
  }

  /** A message for one own companion alone (messaging.md 5.5). */
  void tell(Party companion, String id, byte[] message) {
    Jid to = companion.jid(Naming.PHONE);
    var peer = new Written(id, to, network.now(), message, true);
    written.put(id, peer);
    enc(companion, peer).ifPresent(enc -> send(stanza(peer).with("to", to).children(enc)));
  }

  /** What it wrote, the oldest first; for companions alone is left out. */
  List<Written> written() {
    return written.values().stream().filter(it -> !it.isPeer()).toList();
  }

  Optional<Written> find(String id) {
    return Optional.ofNullable(written.get(id));
  }

  private Node toPerson(Written message, Account addressee) {
    Naming naming = Naming.of(message.to());
    var devices = new ArrayList<>(devices(self.account()));
    if (addressee != self.account()) {
      devices.addAll(devices(addressee));
    }
    var copies = new ArrayList<Node>();
    devices.forEach(device -> copy(device, message, naming).ifPresent(copies::add));
    return stanza(message).children(Node.of("participants").children(copies));
  }

  private Node toGroup(Written message, Group group) {
    String name = group.jid().toString();
    var devices = new ArrayList<Party>();
    group.members().forEach(member -> devices.addAll(devices(member)));
    var copies = new ArrayList<Node>();
    for (Party device : groupKeys.missing(name, devices, network.random())) {
      enc(device, distribution(name))
          .ifPresent(
              enc -> {
                copies.add(to(device, group.naming(), enc));
                groupKeys.given(name, device);
              });
    }
    byte[] bytes = groupKeys.encrypt(name, message.message(), network.random());
    var parts = new ArrayList<Node>();
    if (!copies.isEmpty()) {
      parts.add(Node.of("participants").children(copies));
    }
    parts.add(Node.of("enc").with("v", "2").with("type", "skmsg").bytes(bytes));
    return stanza(message).with("addressing_mode", group.naming().suffix()).children(parts);
  }

  /** A device asks for a message again (messaging.md 7.4). */
  void again(Node receipt) {
    Jid asker = receipt.jid("participant").or(() -> receipt.jid("from")).orElseThrow();
    Optional<Account> account = network.accounts().byJid(asker);
    Optional<Written> message = receipt.string("id").flatMap(this::find);
    int count = Retry.count(receipt);
    if (account.isEmpty() || message.isEmpty() || count >= MAX_RETRIES) {
      return;
    }
    var device = new Party(account.get(), asker.device());
    ratchets.renew(device, Retry.bundle(receipt));
    enc(device, contentAgain(message.get(), device))
        .map(enc -> enc.with("count", count))
        .ifPresent(enc -> send(addressed(message.get(), asker, device).children(enc)));
  }

  private byte[] contentAgain(Written message, Party device) {
    if (!message.isForGroup()) {
      return message.contentFor(device, self);
    }
    String group = message.to().toString();
    byte[] key = groupKeys.has(group) ? distribution(group) : new byte[0];
    byte[] both = new byte[key.length + message.message().length];
    // Two messages one after the other are one with the fields of both.
    System.arraycopy(key, 0, both, 0, key.length);
    System.arraycopy(message.message(), 0, both, key.length, message.message().length);
    return both;
  }

  private Node addressed(Written message, Jid asker, Party device) {
    Node stanza = stanza(message).with("device_fanout", "false");
    if (message.isForGroup()) {
      return stanza.with("participant", asker);
    }
    Node toDevice = stanza.with("to", asker);
    return device.account() == self.account() && !message.isPeer()
        ? toDevice.with("recipient", message.to().bare())
        : toDevice;
  }

  private static Node stanza(Written message) {
    Node stanza =
        Node.of("message").with("id", message.id()).with("to", message.to()).with("type", "text");
    return message.isPeer() ? stanza.with("category", "peer") : stanza;
  }

  private byte[] distribution(String group) {
    return Fields.write()
        .child(2, Fields.write().text(1, group).bytes(2, groupKeys.distribution(group)))
        .bytes();
  }

  private Optional<Node> copy(Party device, Written message, Naming naming) {
    return enc(device, message).map(enc -> to(device, naming, enc));
  }

  private Optional<Node> enc(Party device, Written message) {
    return enc(device, message.contentFor(device, self));
  }

  private Optional<Node> enc(Party device, byte[] content) {
    return ratchets.encrypt(device, content).map(Pen::enc);
  }

  private static Node enc(EncryptedMessage message) {
    return Node.of("enc").with("v", "2").with("type", message.type().wire()).bytes(message.bytes());
  }

  private static Node to(Party device, Naming naming, Node enc) {
    return Node.of("to").with("jid", device.jid(naming)).children(enc);
  }

  /** All devices of an account but this phone. */
  private List<Party> devices(Account account) {
    var devices = new ArrayList<Party>();
    if (account != self.account()) {
      devices.add(new Party(account, 0));
    }
    account.devices().forEach(device -> devices.add(new Party(account, device.id())));
    return devices;
  }

  private Optional<String> send(Node stanza) {
    return network.send(stanza, self).flatMap(ack -> ack.string("error"));
  }
}
