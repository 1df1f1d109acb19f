package dev.wharf.messaging.spool;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How large a picture is, from the first bytes of its file. A guess for the frame it is shown in
 * before it is there: nothing depends on it.
 */
record PictureSize(int width, int height) {

  /** So much of a file is enough in all but odd cases. */
  static final int HEAD = 64 * 1024;

  private static final int LARGEST = 65_535;

  /** Empty if that is not known from these bytes. */
  static Optional<PictureSize> of(byte[] head) {
    return png(head)
        .or(() -> gif(head))
        .or(() -> webp(head))
        .or(() -> jpeg(head))
        .filter(it -> it.width > 0 && it.height > 0 && it.width <= LARGEST && it.height <= LARGEST);
  }

  private static Optional<PictureSize> png(byte[] b) {
    return starts(b, 1, "PNG") && b.length >= 24
        ? Optional.of(new PictureSize(big(b, 16, 4), big(b, 20, 4)))
        : Optional.empty();
  }

  private static Optional<PictureSize> gif(byte[] b) {
    return starts(b, 0, "GIF8") && b.length >= 10
        ? Optional.of(new PictureSize(little(b, 6, 2), little(b, 8, 2)))
        : Optional.empty();
  }

  private static Optional<PictureSize> webp(byte[] b) {
    if (!starts(b, 0, "RIFF") || !starts(b, 8, "WEBP") || b.length < 30) {
      return Optional.empty();
    }
    if (starts(b, 12, "VP8X")) {
      return Optional.of(new PictureSize(little(b, 24, 3) + 1, little(b, 27, 3) + 1));
    }
    if (starts(b, 12, "VP8L")) {
      int bits = little(b, 21, 4);
      return Optional.of(new PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1));
    }
    return starts(b, 12, "VP8 ")
        ? Optional.of(new PictureSize(little(b, 26, 2) & 0x3FFF, little(b, 28, 2) & 0x3FFF))
        : Optional.empty();
  }

  /** Segment by segment up to the one that begins the frame. */
  private static Optional<PictureSize> jpeg(byte[] b) {
    if (b.length < 4 || big(b, 0, 2) != 0xFFD8) {
      return Optional.empty();
    }
    int at = 2;
    while (at + 9 <= b.length && (b[at] & 0xFF) == 0xFF) {
      int marker = b[at + 1] & 0xFF;
      if (isFrame(marker)) {
        return Optional.of(new PictureSize(big(b, at + 7, 2), big(b, at + 5, 2)));
      }
      at += 2 + Math.max(2, big(b, at + 2, 2));
    }
    return Optional.empty();
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean starts(byte[] b, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= b.length || b[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int big(byte[] b, int at, int count) {
    int value = 0;
    for (int i = 0; i < count && at + i < b.length; i++) {
      value = value << 8 | b[at + i] & 0xFF;
    }
    return value;
  }

  private static int little(byte[] b, int at, int count) {
    int value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (at + i < b.length ? b[at + i] & 0xFF : 0);
    }
    return value;
  }
}
