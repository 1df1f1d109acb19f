package dev.wharf.session.message;

import dev.wharf.directory.DeviceLists;
import dev.wharf.directory.LidMap;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.chat.Usync;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who a message goes to: people by their hidden address as soon as it is known, and the devices
 * they have, asked from the server when we do not know them (messaging.md 4.1).
 */
final class Roster {

  /** Device lists change by notification; this is for the one that was missed. */
  private static final Duration TRUSTED = Duration.ofHours(12);

  /** Belongs to a cloud provider, not to the person; never in groups (messaging.md 6.1). */
  private static final int HOSTED_DEVICE = 99;

  private final Line line;
  private final LidMap lids;
  private final DeviceLists lists;
  private final KeyMoves moves;

  Roster(Line line, LidMap lids, DeviceLists lists, KeyMoves moves) {
    this.line = line;
    this.lids = lids;
    this.lists = lists;
    this.moves = moves;
  }

  /**
   * Who reads a message to a person.
   *
   * @param chat the person, bare
   * @param theirs never empty
   * @param ours our own other devices
   */
  record Audience(Jid chat, List<Jid> theirs, List<Jid> ours) {}

  /** Empty if there is nobody with that address. */
  Future<Optional<Audience>> person(Jid to) {
    Jid self = line.own().lid().bare();
    return known(List.of(to.bare()))
        .compose(
            known -> {
              Jid asked = known.getOrDefault(to.bare(), to.bare());
              return devices(List.of(asked, self))
                  .map(
                      found -> {
                        Jid chat = found.names().getOrDefault(asked, asked);
                        var theirs = withoutSelf(found.devices().getOrDefault(chat, List.of()));
                        var ours = withoutSelf(found.devices().getOrDefault(self, List.of()));
                        return theirs.isEmpty() && !chat.equals(self)
                            ? Optional.empty()
                            : Optional.of(
                                new Audience(chat, chat.equals(self) ? List.of() : theirs, ours));
                      });
            });
  }

  /** The hidden addresses of these people, as far as they are known without asking. */
  Future<Map<Jid, Jid>> known(Collection<Jid> users) {
    var phones = users.stream().filter(Jid::isPhone).toList();
    return phones.isEmpty()
        ? Future.succeededFuture(Map.of())
        : line.run(() -> lids.lidsOf(line.account(), phones));
  }

  /** A device by the hidden address of its user, if that is known. */
  Future<Jid> lidFirst(Jid device) {
    return known(List.of(device.bare()))
        .map(
            known -> {
              Jid lid = known.get(device.bare());
              return lid == null ? device : Jid.lid(lid.user(), device.device());
            });
  }

  /**
   * Devices of people.
   *
   * @param names what became of those asked by phone number
   */
  record Found(Map<Jid, List<Jid>> devices, Map<Jid, Jid> names) {}

  Future<Found> devices(Collection<Jid> users) {
    Set<Jid> all = new LinkedHashSet<>(users);
    return line.run(() -> lists.find(line.account(), all, line.now().minus(TRUSTED)))
        .compose(
            cached -> {
              var missing = all.stream().filter(user -> !cached.containsKey(user)).toList();
              return missing.isEmpty()
                  ? Future.succeededFuture(new Found(cached, Map.of()))
                  : ask(missing).map(asked -> together(cached, asked));
            });
  }

  private static Found together(Map<Jid, List<Jid>> cached, Found asked) {
    var devices = new HashMap<>(cached);
    devices.putAll(asked.devices());
    return new Found(devices, asked.names());
  }

  private Future<Found> ask(List<Jid> users) {
    var asked = line.now();
    return line.ask(id -> Usync.devices(id, users))
        .map(Usync::devices)
        .compose(
            reply ->
                learn(lidsIn(reply))
                    .compose(
                        done -> {
                          var named = named(reply);
                          return line.run(() -> lists.put(line.account(), named.devices(), asked))
                              .map(named);
                        }));
  }

  private static Map<Jid, Jid> lidsIn(Usync.DeviceLists reply) {
    var pairs = new HashMap<Jid, Jid>();
    reply
        .lids()
        .forEach(
            (asked, lid) -> {
              if (asked.isPhone()) {
                pairs.put(lid.bare(), asked.bare());
              }
            });
    return pairs;
  }

  private static Found named(Usync.DeviceLists reply) {
    var devices = new HashMap<Jid, List<Jid>>();
    var names = new HashMap<Jid, Jid>();
    reply
        .devices()
        .forEach(
            (asked, list) -> {
              Jid lid = reply.lids().get(asked);
              Jid user = asked.isPhone() && lid != null ? lid.bare() : asked.bare();
              names.put(asked, user);
              devices.put(
                  user,
                  list.stream()
                      .filter(device -> device.device() != HOSTED_DEVICE)
                      .map(device -> new Jid(user.user(), device.device(), user.server()))
                      .toList());
            });
    return new Found(devices, names);
  }

  /** Keeps pairs of addresses; ratchets agreed under a number go on under the hidden address. */
  Future<Void> learn(Map<Jid, Jid> phonesByLid) {
    if (phonesByLid.isEmpty()) {
      return Future.succeededFuture();
    }
    return line.run(() -> lids.phonesOf(line.account(), phonesByLid.keySet()))
        .compose(
            known -> {
              var news = new HashMap<Jid, Jid>();
              phonesByLid.forEach(
                  (lid, phone) -> {
                    if (!phone.equals(known.get(lid))) {
                      news.put(lid, phone);
                    }
                  });
              return news.isEmpty()
                  ? Future.succeededFuture()
                  : line.run(() -> lids.learn(line.account(), news))
                      .compose(done -> moves.adopt(news));
            });
  }

  Future<Void> forget(Collection<Jid> users) {
    return line.run(() -> lists.forget(line.account(), users));
  }

  /** These devices but this one. */
  List<Jid> withoutSelf(List<Jid> devices) {
    return devices.stream()
        .filter(device -> !device.equals(line.own().lid()) && !device.equals(line.own().pn()))
        .toList();
  }
}
