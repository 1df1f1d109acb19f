package dev.wharf.session;

import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** The server runs out of our one-time pre-keys (connection.md 9.2). */
final class PreKeyCountLowHandler implements StanzaHandler<Inbound.PreKeyCountLow> {

  @Override
  public List<Action> handle(Inbound.PreKeyCountLow stanza, View view) {
    return List.of(
        new Action.Send(Requests.ack(stanza.node(), view.self())), new Action.UploadPreKeys());
  }
}
