package dev.wharf.session.message;

import dev.wharf.directory.Group;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.ratchet.KeyChange;
import dev.wharf.keystore.ratchet.OwnGroupKey;
import dev.wharf.messaging.Outgoing;
import dev.wharf.messaging.content.Distribution;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.stanza.chat.Messages;
import dev.wharf.protocol.stanza.chat.Messages.Copy;
import dev.wharf.protocol.stanza.chat.ParticipantHash;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Messages to a group: once with our sender key, which every device gets that has not got it
 * (messaging.md 6). A device that has it and is no member any more makes us take a new one.
 */
final class GroupPost {

  private static final Logger LOG = Logger.getLogger(GroupPost.class);

  private final Line line;
  private final MessageServices services;
  private final GroupBook book;
  private final Departure departure;

  /** By group, the last hash of the server's that was not ours. */
  private final Map<Jid, String> theirHashes = new HashMap<>();

  GroupPost(Line line, MessageServices services, GroupBook book, Departure departure) {
    this.line = line;
    this.services = services;
    this.book = book;
    this.departure = departure;
  }

  Future<Outcome> send(Outgoing message) {
    return book.audience(message.to())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(new Outcome.Failed(Failures.NOT_IN_GROUP))
                    : send(message, found.get()));
  }

  Future<Group> refresh(Jid group) {
    return book.refresh(group);
  }

  /**
   * The server has another hash over the devices of a group than ours was: who is in it is asked
   * again before the next message. If that does not help, it is not done again and again.
   */
  Future<Void> outdated(Jid group, String phash) {
    if (phash.equals(theirHashes.put(group, phash))) {
      return Future.succeededFuture();
    }
    LOG.infof("group is out of date accountId=%s group=%s", line.account(), group);
    return book.outdated(group);
  }

  private Future<Outcome> send(Outgoing message, GroupBook.Audience audience) {
    return ownKey(message.to())
        .compose(
            own ->
                departure.leave(
                    message,
                    without(audience.devices(), holders(own, audience)),
                    audience.members(),
                    work -> write(work, message, audience)));
  }

  private Future<OwnGroupKey> ownKey(Jid group) {
    return line.run(() -> services.ratchets().ownGroupKey(line.account(), group));
  }

  /** Those who have our key, if it may still be used. */
  private static Set<Jid> holders(OwnGroupKey own, GroupBook.Audience audience) {
    boolean usable = own.key().isPresent() && audience.devices().containsAll(own.holders());
    return usable ? own.holders() : Set.of();
  }

  private static List<Jid> without(Collection<Jid> devices, Set<Jid> holders) {
    return devices.stream().filter(device -> !holders.contains(device)).toList();
  }

  private Future<Node> write(KeyWork work, Outgoing message, GroupBook.Audience audience) {
    return ownKey(message.to()).map(own -> write(work, message, audience, own));
  }

  private Node write(KeyWork work, Outgoing message, GroupBook.Audience audience, OwnGroupKey own) {
    Jid group = message.to();
    var holders = holders(own, audience);
    OwnSenderKey key =
        holders.equals(own.holders()) && own.key().isPresent()
            ? own.key().get()
            : renewed(work, group);
    var copies = copies(work, audience, without(audience.devices(), holders), group, key);
    var encrypted =
        key.encrypt(Padding.pad(message.payload(), services.random()), services.random());
    work.add(new KeyChange.OwnSenderKeyMoved(group, encrypted.key()));
    return Messages.toGroup(
        message.id(),
        group,
        message.shape(),
        audience.mode(),
        Optional.of(hash(audience)),
        copies,
        encrypted.message(),
        Optional.of(line.deviceIdentity()));
  }

  private OwnSenderKey renewed(KeyWork work, Jid group) {
    var key = OwnSenderKey.create(services.random());
    work.add(new KeyChange.SenderKeyRenewed(group, key));
    return key;
  }

  private List<Copy> copies(
      KeyWork work, GroupBook.Audience audience, List<Jid> needing, Jid group, OwnSenderKey key) {
    byte[] content = Distribution.of(group, key.distribution().bytes());
    var copies = new ArrayList<Copy>();
    var given = new HashSet<Jid>();
    for (Jid device : needing) {
      if (work.isLoaded(device)) {
        work.encrypt(device, Padding.pad(content, services.random()))
            .ifPresent(
                it -> {
                  copies.add(new Copy(audience.onTheWire(device), it));
                  given.add(device);
                });
      }
    }
    if (!given.isEmpty()) {
      work.add(new KeyChange.SenderKeyGiven(group, given));
    }
    return copies;
  }

  private String hash(GroupBook.Audience audience) {
    var all = new ArrayList<>(audience.devices().stream().map(audience::onTheWire).toList());
    all.add(audience.mode().equals("lid") ? line.own().lid() : line.own().pn());
    return ParticipantHash.of(all);
  }
}
