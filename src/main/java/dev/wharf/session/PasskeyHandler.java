package dev.wharf.session;

import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** Linking needs a passkey: said at once instead of timing out (connection.md 5.4). */
final class PasskeyHandler implements StanzaHandler<Inbound.PasskeyRequest> {

  @Override
  public List<Action> handle(Inbound.PasskeyRequest stanza, View view) {
    return List.of(
        new Action.Send(Requests.ack(stanza.node(), view.self())),
        new Action.Tell(new Trigger.PasskeyAsked(view.link())));
  }
}
