package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

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

  /** In the lane: what work of the last link has stored, and keeps in memory, comes before. */
  void begin() {
    change(Future::succeededFuture);
  }

  /** People whose hidden address became known keep their ratchets, chats and tokens under it. */
  Future<Void> adopt(Map<Jid, Jid> phonesByLid) {
    Map<Jid, Jid> lids = new HashMap<>();
    phonesByLid.forEach((lid, phone) -> lids.put(phone, lid));
    return change(
        () ->
            line.run(
                () ->
                    services
                        .ratchets()
                        .adopt(line.account(), lids)
                        .chain(() -> services.messages().adopt(line.account(), phonesByLid))
                        .chain(() -> services.tokens().adopt(line.account(), phonesByLid))));
  }

  /** Devices that were set up anew: what was agreed is not sent with any more. */
  Future<Void> archive(Collection<Jid> devices) {
    return change(() -> line.run(() -> services.ratchets().archive(line.account(), devices)));
  }

  /** What is kept in memory goes before, and is read again after. */
  private Future<Void> change(Supplier<Future<Void>> work) {
    return lane.run(
        () -> {
          services.recentRatchets().drop(lane);
          return work.get();
        });
  }
}
