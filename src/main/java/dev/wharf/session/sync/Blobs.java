package dev.wharf.session.sync;

import dev.wharf.messaging.content.MediaRef;
import dev.wharf.protocol.appstate.BlobRef;
import dev.wharf.session.message.Line;
import io.vertx.core.Future;
import java.io.InputStream;

/**
 * What is too large for a message and lies on the media servers: verified and decrypted. Each fails
 * with {@link BlobTrouble}.
 */
public interface Blobs {

  /** Part of the app state, whole. */
  Future<byte[]> appState(Line line, BlobRef blob);

  /**
   * Part of the past, still compressed. Whoever gets it closes it, and reads it off the event loop.
   */
  Future<InputStream> history(Line line, MediaRef file);
}
