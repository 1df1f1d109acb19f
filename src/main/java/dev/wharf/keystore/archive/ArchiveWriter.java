package dev.wharf.keystore.archive;

import dev.wharf.keystore.MasterKey;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes an archive: the manifest, then for each table its name, its columns, its rows in blocks
 * and their count. Never holds more than a block of it.
 */
final class ArchiveWriter {

  static final int TABLE = 1;
  static final int END = 0;

  /** Writes rows and returns how many. */
  interface Rows {
    long to(OutputStream out) throws IOException, SQLException;
  }

  private final SealedOutput sealed;
  private final DeflaterOutputStream compressed;
  private final DataOutputStream data;

  ArchiveWriter(OutputStream out, MasterKey key, Manifest manifest, SecureRandom random)
      throws IOException {
    Head head = Head.fresh(key, random);
    out.write(head.bytes());
    sealed = new SealedOutput(out, head.key(key));
    compressed = new DeflaterOutputStream(sealed);
    data = new DataOutputStream(compressed);
    byte[] json = manifest.json();
    data.writeInt(json.length);
    data.write(json);
  }

  long table(String name, List<String> columns, Rows rows) throws IOException, SQLException {
    data.writeByte(TABLE);
    data.writeUTF(name);
    data.writeInt(columns.size());
    for (String column : columns) {
      data.writeUTF(column);
    }
    var blocks = new Blocks(data);
    long count = rows.to(blocks);
    blocks.end();
    data.writeLong(count);
    return count;
  }

  void finish() throws IOException {
    data.writeByte(END);
    data.flush();
    compressed.finish();
    sealed.finish();
  }

  /** Bytes of unknown number, as blocks that say their length; the one of length 0 is the end. */
  private static final class Blocks extends OutputStream {
    private final DataOutputStream out;
    private final byte[] block = new byte[32 * 1024];
    private int filled;

    Blocks(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      if (filled == block.length) {
        put();
      }
      block[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      while (from < offset + length) {
        if (filled == block.length) {
          put();
        }
        int part = Math.min(offset + length - from, block.length - filled);
        System.arraycopy(bytes, from, block, filled, part);
        filled += part;
        from += part;
      }
    }

    void end() throws IOException {
      if (filled > 0) {
        put();
      }
      out.writeInt(0);
    }

    private void put() throws IOException {
      out.writeInt(filled);
      out.write(block, 0, filled);
      filled = 0;
    }
  }
}
