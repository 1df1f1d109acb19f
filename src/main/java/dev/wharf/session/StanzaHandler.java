package dev.wharf.session;

import dev.wharf.protocol.stanza.Inbound;
import java.util.List;

/** Decides what to do about one kind of stanza. Holds nothing and does nothing itself. */
interface StanzaHandler<S extends Inbound> {
  List<Action> handle(S stanza, View view);
}
