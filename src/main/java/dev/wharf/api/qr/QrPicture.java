package dev.wharf.api.qr;

import java.util.Base64;

/**
 * One QR text in every form that is served. As secret as its text, so it never prints itself.
 *
 * @param svg a whole SVG document that scales to any size
 * @param terminal lines of half blocks
 */
public record QrPicture(byte[] png, String dataUrl, String svg, String terminal) {

  private static final int PIXELS_PER_MODULE = 8;

  /**
   * @throws IllegalArgumentException if the text is empty or too long for a QR code
   */
  public static QrPicture of(String text) {
    QrMatrix code = QrMatrix.of(text);
    byte[] png = QrPng.draw(code, PIXELS_PER_MODULE);
    return new QrPicture(
        png,
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
        QrSvg.draw(code),
        QrTerminal.draw(code));
  }

  @Override
  public String toString() {
    return "QrPicture[]";
  }
}
