package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.protocol.stanza.Inbound;
import java.util.List;

/** The server ends the stream without a complaint. */
final class StreamEndHandler implements StanzaHandler<Inbound.StreamEnd> {

  @Override
  public List<Action> handle(Inbound.StreamEnd stanza, View view) {
    return List.of(new Action.End(Ending.of(Ending.Kind.RECYCLED), "xmlstreamend"));
  }
}
