package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.Outgoing;
import dev.wharf.messaging.content.DeviceSent;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.stanza.chat.Messages;
import dev.wharf.protocol.stanza.chat.Messages.Copy;
import dev.wharf.protocol.stanza.chat.Messages.Extras;
import dev.wharf.protocol.stanza.chat.Permit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages to a person: one copy for each device of both sides (messaging.md 5). */
final class PersonPost {

  private final Line line;
  private final MessageServices services;
  private final Roster roster;
  private final Departure departure;
  private final TrustDesk trust;

  PersonPost(
      Line line, MessageServices services, Roster roster, Departure departure, TrustDesk trust) {
    this.line = line;
    this.services = services;
    this.roster = roster;
    this.departure = departure;
    this.trust = trust;
  }

  Future<Outcome> send(Outgoing message) {
    return roster
        .person(message.to())
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(new Outcome.Failed(Failures.RECIPIENT_UNKNOWN))
                    : send(message, found.get()));
  }

  private Future<Outcome> send(Outgoing message, Roster.Audience audience) {
    var devices = new ArrayList<Jid>(audience.theirs());
    devices.addAll(audience.ours());
    return trust
        .towards(audience.chat())
        .compose(standing -> leave(message, audience, devices, standing))
        .recover(
            failure ->
                failure instanceof Departure.NobodyReads
                    ? Future.succeededFuture(new Outcome.Failed(Failures.NO_DEVICE))
                    : Future.failedFuture(failure));
  }

  private Future<Outcome> leave(
      Outgoing message, Roster.Audience audience, List<Jid> devices, TrustDesk.Standing standing) {
    return departure
        .leave(message, devices, 0, work -> write(work, message, audience, standing.permit()))
        .onSuccess(
            outcome -> {
              if (standing.issue() && outcome instanceof Outcome.Left) {
                trust.wroteTo(audience.chat());
              }
            });
  }

  private Future<Node> write(
      KeyWork work, Outgoing message, Roster.Audience audience, Optional<Permit> permit) {
    byte[] forUs = DeviceSent.wrap(audience.chat(), message.payload());
    var copies = new ArrayList<Copy>();
    audience.theirs().forEach(device -> copy(work, device, message.payload(), copies));
    if (copies.isEmpty() && !audience.theirs().isEmpty()) {
      return Future.failedFuture(new Departure.NobodyReads());
    }
    audience.ours().forEach(device -> copy(work, device, forUs, copies));
    return Future.succeededFuture(
        Messages.toPerson(
            message.id(),
            audience.chat(),
            message.shape(),
            copies,
            Optional.of(line.deviceIdentity()),
            new Extras(Optional.empty(), permit)));
  }

  private void copy(KeyWork work, Jid device, byte[] content, List<Copy> copies) {
    work.encrypt(device, Padding.pad(content, services.random()))
        .ifPresent(encrypted -> copies.add(new Copy(device, encrypted)));
  }
}
