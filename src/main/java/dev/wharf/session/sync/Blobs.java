package dev.wharf.session.sync;

import dev.wharf.messaging.content.MediaRef;
import dev.wharf.protocol.appstate.BlobRef;
import dev.wharf.session.message.Line;
import io.vertx.core.Future;

/** What is too large for a message and lies on the media servers, decrypted. */
public interface Blobs {

  /** Nobody can fetch it. */
  final class Unavailable extends RuntimeException {
    Unavailable() {
      super("files cannot be fetched", null, false, false);
    }
  }

  /** Part of the app state. */
  Future<byte[]> appState(Line line, BlobRef blob);

  /** Part of the past, still compressed. */
  Future<byte[]> history(Line line, MediaRef file);

  Blobs NONE =
      new Blobs() {
        @Override
        public Future<byte[]> appState(Line line, BlobRef blob) {
          return Future.failedFuture(new Unavailable());
        }

        @Override
        public Future<byte[]> history(Line line, MediaRef file) {
          return Future.failedFuture(new Unavailable());
        }
      };
}
