package dev.wharf.protocol.history;

import dev.wharf.protocol.ProtocolFault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more than it may. */
final class Bounded extends FilterInputStream {

  private final long limit;
  private long given;

  Bounded(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return count(super.read(bytes, offset, length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    byte[] waste = new byte[8_192];
    while (skipped < count) {
      int more = read(waste, 0, (int) Math.min(waste.length, count - skipped));
      if (more < 0) {
        break;
      }
      skipped += more;
    }
    return skipped;
  }

  private int count(int more) {
    given += Math.max(0, more);
    if (given > limit) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "history", "inflates to more than " + limit + " bytes");
    }
    return more;
  }
}
