package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/** What becomes of ratchets because of something that is no message. In the account's lane. */
final class KeyMoves {

  private final Line line;
  private final Lane lane;
  private final MessageServices services;

  KeyMoves(Line line, Lane lane, MessageServices services) {
    this.line = line;
    this.lane = lane;
    this.services = services;
  }

  /** People whose hidden address became known keep their ratchets and chats under it. */
  Future<Void> adopt(Map<Jid, Jid> phonesByLid) {
    return lane.run(
        () -> {
          Future<Void> all = Future.succeededFuture();
          for (var pair : phonesByLid.entrySet()) {
            all =
                all.compose(
                    done ->
                        line.run(
                            () ->
                                services
                                    .ratchets()
                                    .adopt(line.account(), pair.getValue(), pair.getKey())
                                    .chain(
                                        () ->
                                            services
                                                .messages()
                                                .adopt(
                                                    line.account(),
                                                    pair.getValue(),
                                                    pair.getKey()))));
          }
          return all;
        });
  }

  /** Devices that were set up anew: what was agreed is not sent with any more. */
  Future<Void> archive(Collection<Jid> devices) {
    return lane.run(() -> line.run(() -> services.ratchets().archive(line.account(), devices)));
  }
}
