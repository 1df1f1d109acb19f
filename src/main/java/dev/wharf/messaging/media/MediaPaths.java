package dev.wharf.messaging.media;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Paths with queries on a media host, to be put behind {@code https://host} (messaging.md 8.2 and
 * 8.4). The host always comes from the server's list of media hosts, never from a message.
 */
public final class MediaPaths {

  private static final int MAX_PATH = 2_048;
  private static final Pattern DIRECT_PATH =
      Pattern.compile("/[A-Za-z0-9._~%-][\\x21-\\x7E&&[^\\\\#\"<>]]*");

  private MediaPaths() {}

  /**
   * Where a sealed file is posted to.
   *
   * @param auth as the server gave it with the hosts
   */
  public static String upload(MediaKind kind, Opaque fileEncSha256, String auth) {
    String token = base64(fileEncSha256);
    return "/mms/"
        + kind.word()
        + '/'
        + token
        + "?auth="
        + URLEncoder.encode(auth, StandardCharsets.UTF_8)
        + "&token="
        + token;
  }

  /**
   * Where a sealed file is fetched from.
   *
   * @param directPath as the message has it
   * @throws ProtocolFault if that is no path
   */
  public static String download(MediaKind kind, String directPath, Optional<Opaque> fileEncSha256) {
    if (directPath.length() > MAX_PATH || !DIRECT_PATH.matcher(directPath).matches()) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "media.directPath", "is no path");
    }
    String hash = fileEncSha256.map(it -> "hash=" + base64(it) + '&').orElse("");
    char first = directPath.indexOf('?') < 0 ? '?' : '&';
    return directPath + first + hash + "mms-type=" + kind.word() + "&__wa-mms=";
  }

  private static String base64(Opaque hash) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.bytes());
  }
}
