package dev.wharf.api.qr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A QR code as a 1-bit grey PNG of about 1 KB. Own code, because AWT is slow and not native. */
final class QrPng {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private QrPng() {}

  /**
   * @param scale pixels on a side of a module
   */
  static byte[] draw(QrMatrix code, int scale) {
    int side = code.size() * scale;
    ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side);
    header.put((byte) 1); // bit depth; colour type grey, deflate, no filter, not interlaced: all 0
    byte[] pixels = deflate(rows(code, scale, side));
    ByteBuffer png =
        ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + header.capacity() + pixels.length);
    png.put(SIGNATURE);
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", pixels);
    chunk(png, "IEND", new byte[0]);
    return png.array();
  }

  /**
   * Each row is a filter byte (0, none) and its pixels from the high bit down; a set bit is white.
   */
  private static byte[] rows(QrMatrix code, int scale, int side) {
    int stride = 1 + (side + 7) / 8;
    byte[] rows = new byte[stride * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        if (!code.dark(x / scale, y / scale)) {
          rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
    }
    return rows;
  }

  private static byte[] deflate(byte[] raw) {
    try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(raw);
      deflater.finish();
      var out = new ByteArrayOutputStream(2048);
      byte[] buffer = new byte[2048];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteBuffer png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
  }
}
