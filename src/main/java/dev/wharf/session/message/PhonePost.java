package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.stanza.chat.MessageIds;
import dev.wharf.protocol.stanza.chat.Messages;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages to our own phone about the account (messaging.md 5.5). */
final class PhonePost implements OwnDevices {

  private static final class NoAgreement extends RuntimeException {
    NoAgreement() {
      super("nothing can be agreed with the own phone", null, false, false);
    }
  }

  private final Line line;
  private final Lane lane;
  private final MessageServices services;
  private final Roster roster;
  private final Agreements agreements;
  private final TrustDesk trust;

  PhonePost(Line line, Lane lane, MessageServices services, Roster roster, TrustDesk trust) {
    this.line = line;
    this.lane = lane;
    this.services = services;
    this.roster = roster;
    this.agreements = new Agreements(line);
    this.trust = trust;
  }

  @Override
  public Future<Void> learn(Map<Jid, Jid> phonesByLid) {
    return roster.learn(phonesByLid);
  }

  @Override
  public Future<Jid> lidFirst(Jid device) {
    return roster.lidFirst(device);
  }

  @Override
  public Future<Void> salted(byte[] salt) {
    return trust.salted(salt);
  }

  @Override
  public Future<MessageId> tellPhone(Control control) {
    Jid phone = line.own().lid().bare();
    var id = MessageIds.next(line.now(), line.own().pn(), services.random());
    byte[] message = ContentCodec.encode(control);
    return lane.run(() -> load(phone).map(work -> work.canSendTo(phone)))
        .compose(
            agreed ->
                agreed
                    ? Future.succeededFuture(Map.<Jid, PreKeyBundle>of())
                    : agreements.fetch(List.of(phone)))
        .compose(bundles -> lane.run(() -> write(phone, id, message, bundles)))
        .onSuccess(line::send)
        .map(id);
  }

  private Future<KeyWork> load(Jid phone) {
    var work = new KeyWork(line, lane, services);
    return work.load(List.of(phone)).map(work);
  }

  private Future<Node> write(
      Jid phone, MessageId id, byte[] message, Map<Jid, PreKeyBundle> bundles) {
    return load(phone)
        .compose(
            work -> {
              var bundle = bundles.get(phone);
              if (!work.canSendTo(phone) && bundle != null) {
                work.start(phone, bundle);
              }
              var encrypted = work.encrypt(phone, Padding.pad(message, services.random()));
              if (encrypted.isEmpty()) {
                return Future.failedFuture(new NoAgreement());
              }
              // The server knows ourselves by number, the ratchet is filed under the hidden id.
              Node stanza =
                  Messages.peer(
                      id,
                      line.own().pn().bare(),
                      new Messages.Copy(phone, encrypted.get()),
                      Optional.of(line.deviceIdentity()));
              return KeyCommit.alone(line, services, work).map(stanza);
            });
  }
}
