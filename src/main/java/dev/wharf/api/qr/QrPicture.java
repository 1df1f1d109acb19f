package dev.wharf.api.qr;

import java.util.Base64;

/** One QR text in every form that is served. As secret as its text, so it never prints itself. */
public final class QrPicture {

  private final QrMatrix code;
  private final byte[] png;
  private final String dataUrl;
  private final String svg;

  private QrPicture(QrMatrix code) {
    this.code = code;
    this.png = QrPng.draw(code);
    this.dataUrl = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    this.svg = QrSvg.draw(code);
  }

  /**
   * @throws IllegalArgumentException if the text is empty or too long for a QR code
   */
  public static QrPicture of(String text) {
    return new QrPicture(QrMatrix.of(text));
  }

  public byte[] png() {
    return png;
  }

  public String dataUrl() {
    return dataUrl;
  }

  /** A whole SVG document that scales to any size. */
  public String svg() {
    return svg;
  }

  /** Lines of half blocks; drawn when asked for, since no event has it. */
  public String terminal() {
    return QrTerminal.draw(code);
  }

  @Override
  public String toString() {
    return "QrPicture[]";
  }
}
