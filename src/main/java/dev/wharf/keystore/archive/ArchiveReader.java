package dev.wharf.keystore.archive;

import dev.wharf.keystore.MasterKey;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads what {@link ArchiveWriter} wrote, table by table, in the order of writing. */
final class ArchiveReader implements AutoCloseable {

  private static final int LONGEST_MANIFEST = 1024 * 1024;
  private static final int MOST_COLUMNS = 1600;

  /** A table of the archive; its rows come next. */
  record Section(String table, List<String> columns) {}

  private final SealedInput sealed;
  private final DataInputStream data;
  private final Manifest manifest;

  /**
   * @param in just after the head
   */
  ArchiveReader(InputStream in, Head head, MasterKey key) throws IOException {
    sealed = new SealedInput(in, head.key(key));
    data =
        new DataInputStream(new BufferedInputStream(new InflaterInputStream(sealed), Chunk.PLAIN));
    manifest = reading(this::readManifest);
  }

  Manifest manifest() {
    return manifest;
  }

  /** The next table; empty when the archive has come to its proper end. */
  Optional<Section> next() throws IOException {
    return reading(
        () -> {
          int mark = data.readUnsignedByte();
          if (mark == ArchiveWriter.END) {
            if (data.read() >= 0 || sealed.read() >= 0) {
              throw ArchiveFault.damaged();
            }
            return Optional.empty();
          }
          return Optional.of(section(mark));
        });
  }

  /** The rows of the table, to be read to their end before anything else. */
  InputStream rows() {
    return new Rows();
  }

  /** How many rows the table has, after them. */
  long count() throws IOException {
    return reading(data::readLong);
  }

  @Override
  public void close() throws IOException {
    data.close();
  }

  private Section section(int mark) throws IOException {
    if (mark != ArchiveWriter.TABLE) {
      throw ArchiveFault.damaged();
    }
    String table = data.readUTF();
    var columns = new ArrayList<String>();
    int number = between(data.readInt(), 1, MOST_COLUMNS);
    for (int i = 0; i < number; i++) {
      columns.add(data.readUTF());
    }
    return new Section(table, List.copyOf(columns));
  }

  private Manifest readManifest() throws IOException {
    byte[] json = new byte[between(data.readInt(), 2, LONGEST_MANIFEST)];
    data.readFully(json);
    return Manifest.read(json);
  }

  private static int between(int value, int least, int most) {
    if (value < least || value > most) {
      throw ArchiveFault.damaged();
    }
    return value;
  }

  /** Anything. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T reading(Reading<T> part) throws IOException {
    try {
      return part.read();
    } catch (EOFException | ZipException | DateTimeException | IllegalArgumentException e) {
      throw ArchiveFault.damaged();
    }
  }

  /** The blocks of one table, up to the one of length 0. */
  private final class Rows extends InputStream {
    private int left;
    private boolean ended;

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
      if (left == 0 && !ended) {
        left = reading(data::readInt);
        ended = left == 0;
      }
      if (ended) {
        return -1;
      }
      int wanted = Math.min(length, left);
      int part = reading(() -> data.read(bytes, offset, wanted));
      if (part < 0) {
        throw ArchiveFault.damaged();
      }
      left -= part;
      return part;
    }
  }
}
