package dev.wharf.api.qr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A QR code as a 1-bit grey PNG of about 1 KB, each module 8 pixels on a side. Own code, because
 * AWT is slow and not native.
 */
final class QrPng {

  private static final int SCALE = 8;
  private static final byte WHITE = (byte) 0xFF;
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private QrPng() {}

  static byte[] draw(QrMatrix code) {
    int side = code.size() * SCALE;
    ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side);
    header.put((byte) 1); // bit depth; colour type grey, deflate, no filter, not interlaced: all 0
    byte[] pixels = deflate(rows(code));
    ByteBuffer png =
        ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + header.capacity() + pixels.length);
    png.put(SIGNATURE);
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", pixels);
    chunk(png, "IEND", new byte[0]);
    return png.array();
  }

  /**
   * Each row is a filter byte (0, none) and its pixels; a set bit is white, so a module is one byte
   * of a row, and its row is there eight times.
   */
  private static byte[] rows(QrMatrix code) {
    int stride = 1 + code.size();
    byte[] rows = new byte[stride * code.size() * SCALE];
    for (int y = 0; y < code.size(); y++) {
      int row = y * SCALE * stride;
      for (int x = 0; x < code.size(); x++) {
        rows[row + 1 + x] = code.dark(x, y) ? 0 : WHITE;
      }
      for (int again = 1; again < SCALE; again++) {
        System.arraycopy(rows, row, rows, row + again * stride, stride);
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
