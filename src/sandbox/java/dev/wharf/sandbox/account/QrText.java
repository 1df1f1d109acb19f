package dev.wharf.sandbox.account;

import java.util.Base64;
import java.util.Optional;

/**
 * What a phone reads from a QR code (connection.md 4.3): with or without the link in front, at
 * least four fields, further ones ignored.
 */
public record QrText(String ref, byte[] noiseKey, byte[] identity, byte[] advSecret) {

  private static final String PREFIX = "https://wa.me/settings/linked_devices#";
  private static final int KEY = 32;

  /** Empty if the text is no such code. */
  public static Optional<QrText> parse(String text) {
    String code = text.strip();
    if (code.startsWith(PREFIX)) {
      code = code.substring(PREFIX.length());
    }
    String[] fields = code.split(",", -1);
    if (fields.length < 4 || fields[0].isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] noiseKey = Base64.getDecoder().decode(fields[1]);
      byte[] identity = Base64.getDecoder().decode(fields[2]);
      byte[] secret = Base64.getDecoder().decode(fields[3]);
      return noiseKey.length == KEY && identity.length == KEY && secret.length == KEY
          ? Optional.of(new QrText(fields[0], noiseKey, identity, secret))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
