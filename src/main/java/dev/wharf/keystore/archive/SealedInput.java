package dev.wharf.keystore.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.crypto.SecretKey;

/** Opens what {@link SealedOutput} wrote. Gives away no byte that is not proven to be genuine. */
final class SealedInput extends InputStream {

  private final InputStream in;
  private final SecretKey key;
  private byte[] plain = new byte[0];
  private int at;
  private long number;
  private boolean ended;

  SealedInput(InputStream in, SecretKey key) {
    this.in = new BufferedInputStream(in, Chunk.SEALED);
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == plain.length) {
      if (ended) {
        return -1;
      }
      next();
    }
    int part = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, bytes, offset, part);
    at += part;
    return part;
  }

  private void next() throws IOException {
    byte[] sealed = in.readNBytes(Chunk.SEALED);
    in.mark(1);
    ended = in.read() < 0;
    in.reset();
    plain = Chunk.open(key, number, ended, sealed, sealed.length);
    at = 0;
    number++;
  }
}
