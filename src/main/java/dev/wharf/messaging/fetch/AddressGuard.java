package dev.wharf.messaging.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet. Asked of the very address that is connected to,
 * after all names were resolved.
 */
final class AddressGuard {

  /** Ranges that lead to nobody, to ourselves or to our neighbours (the IANA registries). */
  private static final List<Range> CLOSED_4 =
      List.of(
          range4(0, 0, 0, 8),
          range4(10, 0, 0, 8),
          range4(100, 64, 0, 10),
          range4(127, 0, 0, 8),
          range4(169, 254, 0, 16),
          range4(172, 16, 0, 12),
          range4(192, 0, 0, 24),
          range4(192, 0, 2, 24),
          range4(192, 88, 99, 24),
          range4(192, 168, 0, 16),
          range4(198, 18, 0, 15),
          range4(198, 51, 100, 24),
          range4(203, 0, 113, 24),
          range4(224, 0, 0, 4),
          range4(240, 0, 0, 4));

  private static final Range OPEN_6 = range6(0x2000, 0, 3);

  /** Within what is open: special purposes, documentation, and what wraps an older address. */
  private static final List<Range> CLOSED_6 =
      List.of(
          range6(0x2001, 0, 23),
          range6(0x2001, 0x0DB8, 32),
          range6(0x2002, 0, 16),
          range6(0x3FFF, 0, 20));

  private AddressGuard() {}

  private record Range(byte[] prefix, int bits) {

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address it -> CLOSED_4.stream().noneMatch(range -> range.holds(it.getAddress()));
      case Inet6Address it ->
          OPEN_6.holds(it.getAddress())
              && CLOSED_6.stream().noneMatch(range -> range.holds(it.getAddress()));
      default -> false;
    };
  }

  private static Range range4(int a, int b, int c, int bits) {
    return new Range(new byte[] {(byte) a, (byte) b, (byte) c, 0}, bits);
  }

  private static Range range6(int first, int second, int bits) {
    byte[] prefix = new byte[16];
    prefix[0] = (byte) (first >> 8);
    prefix[1] = (byte) first;
    prefix[2] = (byte) (second >> 8);
    prefix[3] = (byte) second;
    return new Range(prefix, bits);
  }
}
