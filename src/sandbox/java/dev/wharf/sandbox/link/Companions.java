package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.ParticipantHash;
import dev.wharf.sandbox.post.Trust;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tells that a companion was added or removed: the account's other companions, and everybody who
 * asked for its devices (messaging.md 4.5).
 */
final class Companions {

  private Companions() {}

  static void tellAdded(World world, Account account, Device device) {
    Node list = keyIndexList(world).bytes(account.keyIndexList(world.now(), world.random()));
    tell(world, account, device, "add", list);
  }

  static void tellRemoved(World world, Account account, Device device) {
    tell(world, account, device, "remove", keyIndexList(world));
  }

  /** All companions but the one that has shared something itself; 0 is the phone. */
  static void tellShared(World world, Account account, AppState.Name collection, int by) {
    int version = account.appState().map(state -> state.version(collection)).orElse(0);
    Node changed = Node.of("collection").with("name", collection.wire()).with("version", version);
    var mailboxes = world.traffic().mailboxes();
    mailboxes.putAll(
        account,
        party -> party.device() != by,
        Stanzas.notification(Jid.SERVER, "server_sync", mailboxes.nextId(), world.now(), changed));
  }

  /** Everybody who asked for the account's devices (messaging.md 4.4). */
  static void tellIdentity(World world, Account account) {
    var mailboxes = world.traffic().mailboxes();
    world
        .traffic()
        .acquaintances()
        .of(account)
        .forEach(
            (reader, namings) ->
                namings.forEach(
                    naming ->
                        mailboxes.putAll(
                            reader,
                            _ -> true,
                            Stanzas.notification(
                                naming.jid(account, 0),
                                "encrypt",
                                mailboxes.nextId(),
                                world.now(),
                                Node.of("identity")))));
  }

  /** One lets the other write: all devices of the other are told (messaging.md 5.8). */
  static void tellTrust(World world, Account giver, Account taker, Trust.Token token) {
    var mailboxes = world.traffic().mailboxes();
    Node given =
        Node.of("token")
            .with("jid", taker.phoneJid(0))
            .with("t", token.at().getEpochSecond())
            .with("type", "trusted_contact")
            .bytes(token.bytes());
    mailboxes.putAll(
        taker,
        _ -> true,
        Stanzas.notification(
                giver.phoneJid(0),
                "privacy_token",
                mailboxes.nextId(),
                world.now(),
                Node.of("tokens").children(given))
            .with("sender_lid", giver.lidJid(0)));
  }

  /** By every name a reader asked with, for it keeps one list for each. */
  private static void tell(World world, Account account, Device device, String what, Node list) {
    Map<Account, Set<Naming>> readers =
        new LinkedHashMap<>(world.traffic().acquaintances().of(account));
    readers.computeIfAbsent(account, _ -> new TreeSet<>()).add(Naming.PHONE);
    readers.forEach(
        (reader, namings) ->
            namings.forEach(
                naming -> {
                  Node change =
                      Node.of(what)
                          .with("device_hash", hash(account, naming))
                          .children(device(account, device, naming), list);
                  world
                      .traffic()
                      .mailboxes()
                      .putAll(
                          reader,
                          party -> reader != account || party.device() != device.id(),
                          notification(world, account, naming, change));
                }));
  }

  private static Node notification(World world, Account account, Naming naming, Node change) {
    Node notification =
        Stanzas.notification(
            naming.jid(account, 0),
            "devices",
            world.traffic().mailboxes().nextId(),
            world.now(),
            change);
    return naming.isLid() ? notification : notification.with("lid", account.lidJid(0));
  }

  private static Node device(Account account, Device device, Naming naming) {
    Node node = Node.of("device").with("jid", naming.jid(account, device.id()));
    Node named = naming.isLid() ? node : node.with("lid", account.lidJid(device.id()));
    return named.with("key-index", device.enrolment().keyIndex());
  }

  private static Node keyIndexList(World world) {
    return Node.of("key-index-list").with("ts", world.now().getEpochSecond());
  }

  /** The participant hash over all devices of the account, the phone included. */
  static String hash(Account account, Naming naming) {
    return ParticipantHash.of(
        Stream.concat(Stream.of(0), account.devices().stream().map(Device::id))
            .map(id -> naming.jid(account, id)));
  }
}
