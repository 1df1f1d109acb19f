package dev.wharf.admin.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortenedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +5511987654321                       | …21
          5511987654321                        | …21
          number=5511987654321 ok              | number=…21 ok
          5511987654321:12@s.whatsapp.net      | …21:12@s.whatsapp.net
          5511987654321@s.whatsapp.net         | …21@s.whatsapp.net
          184467440737095@lid                  | …95@lid
          184467440737095:3@lid                | …95:3@lid
          Support +55 11 98765-4321            | Support …21
          Support +49 (151) 1234 5678, Berlin  | Support …78, Berlin
          to +5511987654321 from +4915112345678| to …21 from …78
          wss://user:pass@host:443/ws          | wss://host:443/ws
          """)
  void keepsTheLastTwoDigits(String text, String shorter) {
    assertEquals(shorter, Shortened.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account moved accountId=12345678-1234-4234-8234-123456789012 link=3 code=-",
        "GET /whatsapp/accounts/12345678-1234-4234-8234-123456789012/support-bundle",
        "link ended kind=NETWORK code=503 at=2026-01-01T12:00:00.123Z",
        "reconnecting in 120s (attempt 20/20)",
        "QR generated in 1234 ms"
      })
  void leavesWhatIsNoNumber(String text) {
    assertEquals(text, Shortened.text(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dGVzdHMgb25seTogYSBtYXN0ZXIga2V5LCAzMiBieSE=",
        "142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b",
        "AAAAAAAAAAAAAAAAAAAAAAAAA-AAAAAA_AAAAAAAAAAAAAAAA/AAAA+A"
      })
  void dropsWhatLooksLikeAKey(String key) {
    assertEquals("key=[removed] end", Shortened.text("key=" + key + " end"));
  }

  @Test
  void dropsTheTextOfAQrCode() {
    String ref = "x".repeat(60);
    String part = "C".repeat(43) + "=";

    assertEquals(
        "2@[removed],[removed],[removed]", Shortened.text("2@" + ref + "," + part + "," + part));
  }
}
