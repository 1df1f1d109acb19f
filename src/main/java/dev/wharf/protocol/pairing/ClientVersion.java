package dev.wharf.protocol.pairing;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The WhatsApp Web version that we speak: {@code 2.3000.<client revision>} (connection.md 3.3). */
public record ClientVersion(int primary, int secondary, int tertiary) {

  private static final Pattern TEXT = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)");

  public ClientVersion {
    if (primary < 0 || secondary < 0 || tertiary < 0) {
      throw new IllegalArgumentException("a client version has no negative part");
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not three decimal numbers below 2^31 with
   *     dots between them
   */
  public static ClientVersion parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a client version: " + text);
    }
    try {
      return new ClientVersion(
          Integer.parseInt(matcher.group(1)),
          Integer.parseInt(matcher.group(2)),
          Integer.parseInt(matcher.group(3)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a client version: " + text, e);
    }
  }

  public boolean isNewerThan(ClientVersion other) {
    return Comparator.comparingInt(ClientVersion::primary)
            .thenComparingInt(ClientVersion::secondary)
            .thenComparingInt(ClientVersion::tertiary)
            .compare(this, other)
        > 0;
  }

  @Override
  public String toString() {
    return primary + "." + secondary + "." + tertiary;
  }
}
