package dev.wharf.api.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** The dark and light modules of a QR code, with the quiet zone that scanners need around it. */
final class QrMatrix {

  private static final int QUIET_ZONE = 4;

  /**
   * The mask of every code. To try all eight on a text is four fifths of its encoding, and finds
   * nothing better for texts of random keys: zxing's reader missed 2 of 300 drawn with this one,
   * and 9 with the best of the eight each time.
   */
  private static final Map<EncodeHintType, Integer> MASK =
      Map.of(EncodeHintType.QR_MASK_PATTERN, 0);

  private final int size;
  private final boolean[] dark;

  private QrMatrix(ByteMatrix modules) {
    size = modules.getWidth() + 2 * QUIET_ZONE;
    dark = new boolean[size * size];
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        dark[(y + QUIET_ZONE) * size + x + QUIET_ZONE] = modules.get(x, y) == 1;
      }
    }
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
      return new QrMatrix(Encoder.encode(text, ErrorCorrectionLevel.L, MASK).getMatrix());
    } catch (WriterException e) {
      // Without its message and cause: they could hold the text.
      throw new IllegalArgumentException("the text does not fit into a QR code");
    }
  }

  /** Modules on a side, with the quiet zone. */
  int size() {
    return size;
  }

  /**
   * @param x from 0 on the left, less than the size
   * @param y from 0 at the top, less than the size
   */
  boolean dark(int x, int y) {
    return dark[y * size + x];
  }
}
