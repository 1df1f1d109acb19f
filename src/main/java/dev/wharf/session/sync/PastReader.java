package dev.wharf.session.sync;

import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.history.HistoryPart;
import dev.wharf.protocol.history.HistoryReader;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes people out of the past that the phone hands over; its messages are passed over. What was
 * read is stored before more is read, so that the longest past takes no more memory than a short
 * one.
 */
final class PastReader {

  private static final int PEOPLE = 500;

  private final Line line;
  private final Blobs blobs;
  private final Household household;

  PastReader(Line line, Blobs blobs, Household household) {
    this.line = line;
    this.blobs = blobs;
    this.household = household;
  }

  /**
   * Completes when what it teaches is stored.
   *
   * @return fails with {@link BlobTrouble}, with a {@link dev.wharf.protocol.ProtocolFault} if it
   *     is no history, or as the store does
   */
  Future<Void> read(Control.HistorySync part) {
    if (part.inline().isEmpty() && part.file().directPath().isEmpty()) {
      return Future.succeededFuture();
    }
    return compressed(part)
        .map(HistoryReader::new)
        .compose(reader -> rest(reader).eventually(() -> away(() -> closed(reader))));
  }

  private Future<InputStream> compressed(Control.HistorySync part) {
    return part.inline().isPresent()
        ? Future.succeededFuture(new ByteArrayInputStream(part.inline().get().bytes()))
        : blobs.history(line, part.file());
  }

  private Future<Void> rest(HistoryReader reader) {
    if (!line.isOpen()) {
      return Future.failedFuture(new BlobTrouble(BlobTrouble.Kind.OFFLINE));
    }
    return away(() -> people(reader))
        .compose(
            learned ->
                learned.isEmpty()
                    ? Future.succeededFuture()
                    : household.learn(learned.get()).compose(done -> rest(reader)));
  }

  /** The next of them; empty at the end. */
  static Optional<Learned> people(HistoryReader reader) {
    var learning = new Learned.Learning();
    Optional<HistoryPart> part = reader.next();
    while (part.isPresent()) {
      learning.take(part.get());
      if (learning.size() >= PEOPLE) {
        return Optional.of(learning.done());
      }
      part = reader.next();
    }
    return learning.size() == 0 ? Optional.empty() : Optional.of(learning.done());
  }

  private static boolean closed(HistoryReader reader) {
    reader.close();
    return true;
  }

  private <T> Future<T> away(Supplier<T> work) {
    return line.run(
        () -> Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
