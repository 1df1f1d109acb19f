package dev.wharf.session.sync;

import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.history.HistoryPart;
import dev.wharf.protocol.history.HistoryReader;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes people out of the past that the phone hands over; its messages are passed over. */
final class PastReader {

  private static final Logger LOG = Logger.getLogger(PastReader.class);

  private final Line line;
  private final Blobs blobs;
  private final Household household;

  PastReader(Line line, Blobs blobs, Household household) {
    this.line = line;
    this.blobs = blobs;
    this.household = household;
  }

  /** Completes, always well: what cannot be read now cannot be read later. */
  Future<Void> read(Control.HistorySync part) {
    return bytes(part)
        .compose(
            bytes ->
                line.run(
                    () ->
                        Uni.createFrom()
                            .item(() -> people(bytes))
                            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())))
        .compose(household::learn)
        .recover(
            failure -> {
              LOG.warnf(
                  "history not read accountId=%s type=%d cause=%s",
                  line.account(), part.type(), why(failure));
              return Future.succeededFuture();
            });
  }

  private Future<byte[]> bytes(Control.HistorySync part) {
    return part.inline().isPresent()
        ? Future.succeededFuture(part.inline().get().bytes())
        : blobs.history(line, part.file());
  }

  static Learned people(byte[] compressed) {
    var reader = new HistoryReader(new ByteArrayInputStream(compressed));
    var learning = new Learned.Learning();
    Optional<HistoryPart> part = reader.next();
    while (part.isPresent()) {
      learning.take(part.get());
      part = reader.next();
    }
    return learning.done();
  }

  private static String why(Throwable failure) {
    return failure instanceof ProtocolFault fault ? fault.path() : failure.toString();
  }
}
