package dev.wharf.messaging.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.messaging.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/picture.jpg",
        "//example.org/x",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://exa mple.org/",
        "https://example.org/a b",
        "http://[::1",
        "http://[fe80::1%25eth0]]/",
        "http://a_b.org/"
      })
  void refusesWhatIsNoAddressOfAFile(String text) {
    var refusal = assertThrows(Refusal.class, () -> FileAddress.parse(text));

    assertEquals("media_url_refused", refusal.code());
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a/b.jpg?x=1#y, true, example.org, 443, /a/b.jpg?x=1",
    "HTTP://Example.org, false, Example.org, 80, /",
    "http://example.org:8080?q, false, example.org, 8080, /?q",
    "https://[2606:4700::1111]:8443/x, true, 2606:4700::1111, 8443, /x"
  })
  void readsTheParts(String text, boolean secure, String host, int port, String target) {
    assertEquals(new FileAddress(secure, host, port, target), FileAddress.parse(text));
  }

  @Test
  void aRedirectNeverLeavesASecureConnection() {
    var from = FileAddress.parse("https://example.org/a/b");

    assertEquals(FileAddress.parse("https://example.org/a/c?d"), from.redirected("c?d"));
    assertEquals(FileAddress.parse("https://example.com/"), from.redirected("//example.com/"));
    assertThrows(Refusal.class, () -> from.redirected("http://example.org/a/b"));
    assertThrows(Refusal.class, () -> from.redirected("file:///etc/passwd"));
    assertThrows(Refusal.class, () -> from.redirected("::"));
  }
}
