package dev.wharf.messaging.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSizeTest {

  @ParameterizedTest
  @CsvSource({
    // PNG, GIF, JPEG with a comment before its frame, WebP: extended, lossless, lossy
    "89504e470d0a1a0a0000000d4948445200000280000001e00802000000, 640, 480",
    "4749463839618002e001000000, 640, 480",
    "ffd8ffe000104a46494600010100000100010000fffe0004ffc0ffc0001108012c019003, 400, 300",
    "524946460000000057454250565038580a000000000000007f0200df0100, 640, 480",
    "5249464600000000574542505650384c0a0000002f7fc27700000000000000, 640, 480",
    "524946460000000057454250565038200a0000000000009d012a8002e001, 640, 480"
  })
  void isReadFromTheFirstBytes(String hex, int width, int height) {
    assertEquals(
        Optional.of(new PictureSize(width, height)), PictureSize.of(HexFormat.of().parseHex(hex)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ffd8",
        "ffd8ffe0",
        "ffd8ffe00000",
        "ffd8ffe0ffff0000000000000000",
        "89504e47",
        "89504e470d0a1a0a0000000d49484452000000000000000008",
        "474946383961",
        "524946460000000057454250"
      })
  void isNotKnownOfAnythingElse(String hex) {
    assertEquals(Optional.empty(), PictureSize.of(HexFormat.of().parseHex(hex)));
  }

  @Test
  void isThatOfARealPicture() {
    byte[] dot =
        Base64.getDecoder()
            .decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
                    + "RU5ErkJggg==");

    assertEquals(Optional.of(new PictureSize(1, 1)), PictureSize.of(dot));
  }
}
