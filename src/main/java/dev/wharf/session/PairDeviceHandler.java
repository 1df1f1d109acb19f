package dev.wharf.session;

import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** The server offers refs to be paired with (connection.md 4.2). */
final class PairDeviceHandler implements StanzaHandler<Inbound.PairDevice> {

  @Override
  public List<Action> handle(Inbound.PairDevice stanza, View view) {
    return List.of(
        new Action.Send(Requests.pairDeviceAck(stanza.id())),
        new Action.HoldRefs(stanza.refs()),
        new Action.Tell(new Trigger.RefsCame(view.link(), stanza.refs().size())));
  }
}
