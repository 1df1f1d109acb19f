package dev.wharf.api.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.messaging.content.Content.Looks;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.content.MediaType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report.pdf | report.pdf | report.pdf",
        "../../etc/passwd | passwd | passwd",
        "C:\\dir\\file.txt | file.txt | file.txt",
        "a\"b;c.txt | a_b_c.txt | a_b_c.txt",
        "Übersicht März.pdf | _bersicht M_rz.pdf | %C3%9Cbersicht%20M%C3%A4rz.pdf",
        "..hidden | hidden | hidden",
        "100%*.txt | 100__.txt | 100__.txt",
        "... | 3EB0.pdf | 3EB0.pdf",
        "/ | 3EB0.pdf | 3EB0.pdf"
      })
  void aFileNameIsMadeHarmless(String given, String plain, String encoded) {
    assertEquals(
        "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded,
        Shown.disposition(media("application/pdf", given), "3EB0"));
  }

  @Test
  void lineBreaksDoNotGetIntoHeaders() {
    assertEquals(
        "attachment; filename=\"a__Set-Cookie_ x\"; filename*=UTF-8''a__Set-Cookie_%20x",
        Shown.disposition(media("application/pdf", "a\r\nSet-Cookie: x"), "3EB0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/png | image/png",
        "Audio/OGG; codecs=opus | audio/ogg",
        "text | application/octet-stream",
        "a/b c | application/octet-stream",
        "'' | application/octet-stream",
        "*/* | application/octet-stream"
      })
  void aTypeIsATypeOrUnknown(String given, String shown) {
    assertEquals(shown, Shown.type(media(given, "x")));
  }

  private static Media media(String mimetype, String name) {
    return new Media(
        MediaType.DOCUMENT,
        MediaRef.NONE,
        mimetype,
        Optional.empty(),
        Optional.of(name),
        Looks.NONE);
  }
}
