package dev.wharf.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5869, test cases 1 and 3. */
class HkdfTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9,"
        + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "'', '',"
        + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
  })
  void derivesAsTheStandardSays(String salt, String info, String expected) {
    byte[] key = HEX.parseHex("0b".repeat(22));

    assertEquals(
        expected, HEX.formatHex(Hkdf.sha256(key, HEX.parseHex(salt), HEX.parseHex(info), 42)));
  }

  @Test
  void givesNoMoreThanTheStandardAllows() {
    byte[] key = new byte[32];
    int most = 255 * 32;

    assertEquals(most, Hkdf.sha256(key, key, key, most).length);
    assertThrows(IllegalStateException.class, () -> Hkdf.sha256(key, key, key, most + 1));
  }
}
