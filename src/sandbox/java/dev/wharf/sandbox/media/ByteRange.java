package dev.wharf.sandbox.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a file that a Range header asks for: first and last byte, both included. */
record ByteRange(int first, int last) {

  private static final Pattern HEADER = Pattern.compile("bytes=([0-9]{0,10})-([0-9]{0,10})");

  /** Empty if the header is no single range, or none of this file. */
  static Optional<ByteRange> of(String header, int length) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || length == 0) {
      return Optional.empty();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    if (from.isEmpty() && to.isEmpty()) {
      return Optional.empty();
    }
    long first = from.isEmpty() ? Math.max(0, length - Long.parseLong(to)) : Long.parseLong(from);
    long last =
        from.isEmpty() || to.isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(to));
    return first <= last && first < length
        ? Optional.of(new ByteRange((int) first, (int) last))
        : Optional.empty();
  }
}
