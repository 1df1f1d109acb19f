package dev.wharf.keystore.archive;

import java.io.IOException;
import java.io.OutputStream;
import javax.crypto.SecretKey;

/**
 * Seals what is written to it, chunk by chunk. Without {@link #finish} the result is not complete
 * and does not open.
 */
final class SealedOutput extends OutputStream {

  private final OutputStream out;
  private final SecretKey key;
  private final byte[] plain = new byte[Chunk.PLAIN];
  private int filled;
  private long number;

  SealedOutput(OutputStream out, SecretKey key) {
    this.out = out;
    this.key = key;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (filled == plain.length) {
        // Only now is it known that this is not the last one.
        chunk(false);
      }
      int part = Math.min(left, plain.length - filled);
      System.arraycopy(bytes, from, plain, filled, part);
      filled += part;
      from += part;
      left -= part;
    }
  }

  /** Writes the last chunk. */
  void finish() throws IOException {
    chunk(true);
    out.flush();
  }

  private void chunk(boolean last) throws IOException {
    out.write(Chunk.seal(key, number, last, plain, filled));
    number++;
    filled = 0;
  }
}
