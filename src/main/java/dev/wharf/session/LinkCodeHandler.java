package dev.wharf.session;

import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** The user typed the pairing code on the phone (connection.md 5.2). */
final class LinkCodeHandler implements StanzaHandler<Inbound.LinkCodeHello> {

  @Override
  public List<Action> handle(Inbound.LinkCodeHello stanza, View view) {
    return List.of(
        new Action.Send(Requests.ack(stanza.node(), view.self())),
        new Action.FinishCode(stanza.node()));
  }
}
