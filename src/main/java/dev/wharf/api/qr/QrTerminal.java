package dev.wharf.api.qr;

/**
 * A QR code for a terminal: half blocks, two modules to a character. Blocks are the light modules,
 * because most terminals are dark.
 */
final class QrTerminal {

  private static final char BOTH = '█';
  private static final char UPPER = '▀';
  private static final char LOWER = '▄';
  private static final char NONE = ' ';

  private QrTerminal() {}

  static String draw(QrMatrix code) {
    int size = code.size();
    var text = new StringBuilder((size + 1) * (size / 2 + 1));
    for (int y = 0; y < size; y += 2) {
      for (int x = 0; x < size; x++) {
        text.append(half(!code.dark(x, y), y + 1 < size && !code.dark(x, y + 1)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static char half(boolean upper, boolean lower) {
    if (upper) {
      return lower ? BOTH : UPPER;
    }
    return lower ? LOWER : NONE;
  }
}
