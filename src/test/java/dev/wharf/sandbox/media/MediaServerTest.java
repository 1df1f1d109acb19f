package dev.wharf.sandbox.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaServerTest {

  @ParameterizedTest
  @CsvSource({"/v/a, /v/a", "/v/a?auth=b&token=c, /v/a", "/v/a&hash=b?c, /v/a", "/v/a?b?c, /v/a"})
  void aNameEndsWhereClientsAppendToIt(String uri, String name) {
    assertEquals(name, MediaServer.name(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "/mms/image/a-_b, a-_b",
    "/mms/image/a-_b=, a-_b",
    "/mms/image/a-_b%3D%3D, a-_b",
    "/mms/image/%zz, ''",
    "/mms/image/, ''"
  })
  void aTokenIsTheLastPartWithoutPadding(String path, String token) {
    assertEquals(token, MediaServer.token(path));
  }
}
