package dev.wharf.session;

import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** Something waits for us: ask for it (connection.md 6.4). */
final class OfflinePreviewHandler implements StanzaHandler<Inbound.OfflinePreview> {

  private static final int BATCH = 100;

  @Override
  public List<Action> handle(Inbound.OfflinePreview stanza, View view) {
    return List.of(new Action.Send(Requests.offlineBatch(BATCH)));
  }
}
