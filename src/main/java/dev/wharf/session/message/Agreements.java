package dev.wharf.session.message;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.stanza.chat.Bundles;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fetches what ratchets are started with (messaging.md 4.2, 4.6). */
final class Agreements {

  /** More in one question is slow to answer; open clients ask for 50 to 100. */
  private static final int CHUNK = 100;

  private final Line line;

  Agreements(Line line) {
    this.line = line;
  }

  /** The bundles of these devices; a device without a usable one is left out. */
  Future<Map<Jid, PreKeyBundle>> fetch(Collection<Jid> devices) {
    var all = new ArrayList<>(devices);
    Map<Jid, PreKeyBundle> found = new HashMap<>();
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Jid> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
      done = done.compose(next -> ask(chunk, found));
    }
    return done.map(found);
  }

  private Future<Void> ask(List<Jid> chunk, Map<Jid, PreKeyBundle> found) {
    return line.ask(id -> Bundles.fetch(id, chunk))
        .map(Bundles::read)
        .onSuccess(
            reply ->
                reply.forEach((device, bundle) -> bundle.ifPresent(it -> found.put(device, it))))
        .mapEmpty();
  }
}
