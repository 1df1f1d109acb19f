package dev.wharf.messaging.media;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPathsTest {

  private static final Opaque HASH = hash();
  private static final String TOKEN = "--__".repeat(10) + "--8";

  @Test
  void namesAnUploadByItsHash() {
    assertEquals(
        "/mms/image/" + TOKEN + "?auth=a%2Fb%3D&token=" + TOKEN,
        MediaPaths.upload(MediaKind.STICKER, HASH, "a/b="));
  }

  @Test
  void fetchesByPathAndHash() {
    assertEquals(
        "/v/t62/x?hash=" + TOKEN + "&mms-type=video&__wa-mms=",
        MediaPaths.download(MediaKind.VIDEO, "/v/t62/x", Optional.of(HASH)));
    assertEquals(
        "/v/t62/x?ccb=1&mms-type=md-msg-hist&__wa-mms=",
        MediaPaths.download(MediaKind.HISTORY, "/v/t62/x?ccb=1", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "v/x", "//evil.example.org/x", "/\\evil.example.org", "https://evil.example.org/",
        "/a b", "/a\r\nHost: x", "/ä", "/a#b", "@evil.example.org/", ":80/x"
      })
  void neverLeavesTheHost(String path) {
    assertFault(
        Kind.MALFORMED,
        "media.directPath",
        () -> MediaPaths.download(MediaKind.IMAGE, path, Optional.empty()));
  }

  /** Every sixth bit pattern of it is one of the two that URLs write differently. */
  private static Opaque hash() {
    byte[] bytes = new byte[32];
    byte[] three = Base64.getUrlDecoder().decode("--__");
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = three[i % 3];
    }
    return new Opaque(Arrays.copyOf(bytes, 32));
  }
}
