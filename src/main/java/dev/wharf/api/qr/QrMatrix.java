package dev.wharf.api.qr;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** The dark and light modules of a QR code, with the quiet zone that scanners need around it. */
final class QrMatrix {

  private static final int QUIET_ZONE = 4;

  private final ByteMatrix modules;

  private QrMatrix(ByteMatrix modules) {
    this.modules = modules;
  }

  /**
   * Codes are scanned from a screen, so the lowest error correction serves: bigger modules help
   * more.
   *
   * @throws IllegalArgumentException if the text is empty or does not fit (about 2,900 characters)
   */
  static QrMatrix of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a QR code needs a text");
    }
    try {
      return new QrMatrix(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix());
    } catch (WriterException e) {
      // Without its message and cause: they could hold the text.
      throw new IllegalArgumentException("the text does not fit into a QR code");
    }
  }

  /** Modules on a side, with the quiet zone. */
  int size() {
    return modules.getWidth() + 2 * QUIET_ZONE;
  }

  /** Whether a module is dark; everything outside of the code is light. */
  boolean dark(int x, int y) {
    int column = x - QUIET_ZONE;
    int row = y - QUIET_ZONE;
    return column >= 0
        && row >= 0
        && column < modules.getWidth()
        && row < modules.getHeight()
        && modules.get(column, row) == 1;
  }
}
