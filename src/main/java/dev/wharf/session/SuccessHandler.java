package dev.wharf.session;

import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.protocol.stanza.Inbound;
import java.util.List;

/** The login holds (connection.md 6.1). */
final class SuccessHandler implements StanzaHandler<Inbound.Success> {

  @Override
  public List<Action> handle(Inbound.Success stanza, View view) {
    return List.of(new Action.Tell(new Trigger.LoggedIn(view.link())), new Action.Sync());
  }
}
