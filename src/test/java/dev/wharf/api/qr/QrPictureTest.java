package dev.wharf.api.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form is read back by a foreign reader: what it shows is what a phone would scan. */
class QrPictureTest {

  private static final String LONG =
      "2@abcdefghij/+ABCDEFGHIJ0123456789abcdefghij/+ABCDEFGHIJ0123456789,"
          + "abcdefghij/+ABCDEFGHIJ0123456789abcdefghij+=,"
          + "ABCDEFGHIJ0123456789abcdefghij/+ABCDEFGHIJ0=,"
          + "0123456789abcdefghij/+ABCDEFGHIJ0123456789a=,1";

  @ParameterizedTest
  @ValueSource(strings = {"a", "2@ref,a,b,c", LONG})
  void pngIsReadBack(String text) throws Exception {
    byte[] png = QrPicture.of(text).png();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(text, decode(image));
    assertTrue(png.length < 4096, "small: " + png.length);
    assertEquals(1, image.getColorModel().getPixelSize());
  }

  /**
   * One mask serves every code. As a picture of nothing else, since the reader's search for the
   * corners misses a few of each hundred, whatever the mask.
   */
  @Test
  void whateverIsPairedIsReadBack() throws Exception {
    var random = new Random(20_261_122);
    for (int i = 0; i < 300; i++) {
      var text = new StringJoiner(",").add("2@" + base64(random, 117));
      for (int key = 0; key < 3; key++) {
        text.add(base64(random, 32));
      }
      byte[] png = QrPicture.of(text.toString()).png();
      var image = ImageIO.read(new ByteArrayInputStream(png));
      assertEquals(text.toString(), decode(image, Map.of(DecodeHintType.PURE_BARCODE, true)));
    }
  }

  private static String base64(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void dataUrlHoldsThePng() {
    QrPicture picture = QrPicture.of("text");
    String prefix = "data:image/png;base64,";
    assertTrue(picture.dataUrl().startsWith(prefix));
    assertEquals(
        Base64.getEncoder().encodeToString(picture.png()),
        picture.dataUrl().substring(prefix.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", LONG})
  void svgIsReadBack(String text) throws Exception {
    assertEquals(text, decode(drawn(QrPicture.of(text).svg())));
  }

  @Test
  void svgIsWellFormedAndScriptFree() throws Exception {
    String svg = QrPicture.of("text").svg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals(2, document.getElementsByTagName("path").getLength());
    assertFalse(svg.contains("style="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", LONG})
  void terminalTextIsReadBack(String text) throws Exception {
    assertEquals(text, decode(printed(QrPicture.of(text).terminal())));
  }

  @Test
  void refusesWhatDoesNotFitWithoutSayingTheText() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> QrPicture.of("s3cret".repeat(1000)));
    assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"));
    assertThrows(IllegalArgumentException.class, () -> QrPicture.of(""));
  }

  @Test
  void aCodeIsDrawnOnce() {
    var pictures = new QrPictures();
    assertSame(pictures.of("x"), pictures.of("x"));
  }

  @Test
  void onlyTheLatestCodesAreKept() {
    var pictures = new QrPictures();
    QrPicture first = pictures.of("first");
    for (int i = 0; i < 512; i++) {
      pictures.of("code " + i);
    }
    assertFalse(first == pictures.of("first"));
  }

  @Test
  void neverPrintsItself() {
    assertEquals("QrPicture[]", QrPicture.of("secret").toString());
  }

  private static String decode(BufferedImage image) throws Exception {
    return decode(image, Map.of());
  }

  private static String decode(BufferedImage image, Map<DecodeHintType, ?> hints) throws Exception {
    var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    return new QRCodeReader().decode(bitmap, hints).getText();
  }

  /** Draws the strokes of the path, as a browser would. */
  private static BufferedImage drawn(String svg) {
    var box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
    assertTrue(box.find());
    int size = Integer.parseInt(box.group(1));
    BufferedImage image = white(size);
    var strokes =
        Pattern.compile("(?:M(\\d+) (\\d+)\\.5|m(\\d+) 0)h(\\d+)")
            .matcher(svg.substring(svg.indexOf("stroke=")));
    int x = 0;
    int y = 0;
    while (strokes.find()) {
      if (strokes.group(1) != null) {
        x = Integer.parseInt(strokes.group(1));
        y = Integer.parseInt(strokes.group(2));
      } else {
        x += Integer.parseInt(strokes.group(3));
      }
      int end = x + Integer.parseInt(strokes.group(4));
      for (; x < end; x++) {
        dot(image, x, y);
      }
    }
    return image;
  }

  private static BufferedImage printed(String text) {
    String[] lines = text.split("\n");
    int size = lines[0].length();
    BufferedImage image = white(size);
    for (int row = 0; row < lines.length; row++) {
      for (int x = 0; x < size; x++) {
        char c = lines[row].charAt(x);
        if (c == ' ' || c == '▄') {
          dot(image, x, 2 * row);
        }
        if ((c == ' ' || c == '▀') && 2 * row + 1 < size) {
          dot(image, x, 2 * row + 1);
        }
      }
    }
    return image;
  }

  private static BufferedImage white(int size) {
    var image = new BufferedImage(size * 4, size * 4, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, size * 4, size * 4);
    pen.dispose();
    return image;
  }

  private static void dot(BufferedImage image, int x, int y) {
    for (int i = 0; i < 16; i++) {
      image.setRGB(x * 4 + i % 4, y * 4 + i / 4, 0);
    }
  }
}
