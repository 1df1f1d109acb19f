package dev.wharf.api.media;

import dev.wharf.messaging.content.Content.Media;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What others say of their files, made harmless for the headers of an answer. */
final class Shown {

  private static final String UNKNOWN = "application/octet-stream";
  private static final int LONGEST = 150;
  private static final Pattern TYPE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9.+-]{0,63}");
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}/\\\\:*?\"<>|;%]|\\p{Cs}");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7E]");

  private Shown() {}

  /** Without its parameters. */
  static String type(Media media) {
    String name = media.mimetype().split(";", 2)[0].strip();
    return TYPE.matcher(name).matches() ? name.toLowerCase(Locale.ROOT) : UNKNOWN;
  }

  /** To be saved, never to be shown by a browser in our name. */
  static String disposition(Media media, String messageId) {
    String name = media.fileName().map(Shown::safe).filter(it -> !it.isEmpty()).orElse("");
    if (name.isEmpty()) {
      name = safe(messageId) + extension(type(media));
    }
    String plain = NOT_ASCII.matcher(name).replaceAll("_");
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "attachment; filename=\""
        + plain
        + "\"; filename*=UTF-8''"
        + encoded.replace("*", "%2A");
  }

  /** No path, no control characters, nothing that begins or ends with a dot or a space. */
  private static String safe(String name) {
    String bare = UNSAFE.matcher(name.substring(lastSlash(name) + 1)).replaceAll("_");
    String trimmed = bare.replaceAll("^[. ]+|[. ]+$", "");
    return trimmed.length() <= LONGEST
        ? trimmed
        : trimmed.substring(trimmed.length() - LONGEST).replaceAll("^[. ]+", "");
  }

  private static int lastSlash(String name) {
    return Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  }

  private static String extension(String type) {
    return switch (type) {
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "image/webp" -> ".webp";
      case "image/gif" -> ".gif";
      case "video/mp4" -> ".mp4";
      case "audio/ogg" -> ".ogg";
      case "audio/mp4" -> ".m4a";
      case "audio/mpeg" -> ".mp3";
      case "application/pdf" -> ".pdf";
      default -> "";
    };
  }
}
