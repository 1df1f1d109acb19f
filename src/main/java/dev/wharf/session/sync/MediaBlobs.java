package dev.wharf.session.sync;

import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.messaging.media.MediaKind;
import dev.wharf.messaging.spool.SealedFile;
import dev.wharf.messaging.spool.Spool;
import dev.wharf.protocol.appstate.BlobRef;
import dev.wharf.session.media.MediaTransfer;
import dev.wharf.session.message.Line;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** By way of the spool, so that no file that is fetched is ever held in memory. */
@ApplicationScoped
public class MediaBlobs implements Blobs {

  private final Vertx vertx;
  private final MediaTransfer transfer;
  private final Spool spool;

  MediaBlobs(Vertx vertx, MediaTransfer transfer, Spool spool) {
    this.vertx = vertx;
    this.transfer = transfer;
    this.spool = spool;
  }

  @Override
  public Future<byte[]> appState(Line line, BlobRef blob) {
    var file =
        new SealedFile(
            MediaKind.APP_STATE,
            blob.mediaKey(),
            new Expected(blob.fileSha256(), blob.fileEncSha256(), OptionalLong.empty()),
            blob.directPath());
    return open(line, file, blob.directPath())
        .compose(
            stream ->
                vertx.executeBlocking(
                    () -> {
                      try (stream) {
                        return stream.readAllBytes();
                      }
                    },
                    false))
        .recover(failure -> Future.failedFuture(BlobTrouble.of(failure)));
  }

  @Override
  public Future<InputStream> history(Line line, MediaRef ref) {
    Optional<SealedFile> file = SealedFile.of(MediaKind.HISTORY, ref);
    if (file.isEmpty() || ref.directPath().isEmpty()) {
      return Future.failedFuture(new BlobTrouble(BlobTrouble.Kind.CORRUPT));
    }
    // Phones do not agree on which length that is; its hash says more.
    return open(line, anySize(file.get()), ref.directPath().get())
        .recover(failure -> Future.failedFuture(BlobTrouble.of(failure)));
  }

  private static SealedFile anySize(SealedFile file) {
    var expected = file.expected();
    return new SealedFile(
        file.kind(),
        file.mediaKey(),
        new Expected(expected.fileSha256(), expected.fileEncSha256(), OptionalLong.empty()),
        file.place());
  }

  private Future<InputStream> open(Line line, SealedFile file, String directPath) {
    return transfer.download(line.account(), file, directPath).compose(done -> spool.takeOut(file));
  }
}
