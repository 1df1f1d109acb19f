package dev.wharf.messaging.spool;

import dev.wharf.messaging.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;

/** Decodes a long text piece by piece, so that no event loop is held up by it. */
final class Base64Pieces {

  /** A multiple of four: each piece can be decoded for itself. */
  private static final int PIECE = 64 * 1024;

  private Base64Pieces() {}

  static Future<Void> write(String text, Through to) {
    int padding = text.indexOf('=');
    if (padding >= 0 && padding < text.length() - 2) {
      return Future.failedFuture(invalid());
    }
    return from(text, 0, to);
  }

  private static Future<Void> from(String text, int at, Through to) {
    if (at >= text.length()) {
      Promise<Void> ended = Promise.promise();
      to.end(ended);
      return ended.future();
    }
    int end = Math.min(text.length(), at + PIECE);
    byte[] piece;
    try {
      piece = Base64.getDecoder().decode(text.substring(at, end));
    } catch (IllegalArgumentException _) {
      return Future.failedFuture(invalid());
    }
    return to.write(Buffer.buffer(piece)).compose(written -> from(text, end, to));
  }

  private static Refusal invalid() {
    return Refusal.invalid(
        "base64_invalid", "media.base64", "The file must be base64, without line breaks.");
  }
}
