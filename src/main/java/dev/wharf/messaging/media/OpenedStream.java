package dev.wharf.messaging.media;

import java.io.IOException;
import java.io.InputStream;

/**
 * The plain bytes of a sealed file, read piece by piece; not for an event loop. Fails at its end
 * with a {@link dev.wharf.protocol.ProtocolFault} if the file is not what was sealed.
 */
public final class OpenedStream extends InputStream {

  private static final int PIECE = 64 * 1024;

  private final InputStream sealed;
  private final MediaDecryptor decryptor;
  private final byte[] raw = new byte[PIECE];
  private byte[] piece = {};
  private int at;
  private boolean ended;

  /**
   * @param sealed closed with this
   */
  public OpenedStream(InputStream sealed, MediaDecryptor decryptor) {
    this.sealed = sealed;
    this.decryptor = decryptor;
  }

  @Override
  public int read() throws IOException {
    return isThereMore() ? piece[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!isThereMore()) {
      return -1;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, bytes, offset, count);
    at += count;
    return count;
  }

  private boolean isThereMore() throws IOException {
    while (at == piece.length && !ended) {
      int count = sealed.read(raw);
      ended = count < 0;
      piece = ended ? decryptor.finish() : decryptor.update(raw, 0, count);
      at = 0;
    }
    return at < piece.length;
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
