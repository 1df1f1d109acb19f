package dev.wharf.api.qr;

/** A QR code as an SVG: a white ground and one path whose strokes are the dark runs of each row. */
final class QrSvg {

  private QrSvg() {}

  static String draw(QrMatrix code) {
    int size = code.size();
    var svg = new StringBuilder(8192);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(size)
        .append(' ')
        .append(size)
        .append("\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR code\">")
        .append("<path fill=\"#fff\" d=\"M0 0h")
        .append(size)
        .append('v')
        .append(size)
        .append("H0z\"/><path stroke=\"#000\" d=\"");
    for (int y = 0; y < size; y++) {
      row(svg, code, y);
    }
    return svg.append("\"/></svg>").toString();
  }

  /** Strokes run along the middle of their row, so that they are exactly one module high. */
  private static void row(StringBuilder svg, QrMatrix code, int y) {
    int pen = -1;
    int x = 0;
    while (x < code.size()) {
      int start = x;
      while (code.dark(x, y)) {
        x++;
      }
      if (x == start) {
        x++;
        continue;
      }
      if (pen < 0) {
        svg.append('M').append(start).append(' ').append(y).append(".5");
      } else {
        svg.append('m').append(start - pen).append(" 0");
      }
      svg.append('h').append(x - start);
      pen = x;
    }
  }
}
