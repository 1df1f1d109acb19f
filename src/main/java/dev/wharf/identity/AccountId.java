package dev.wharf.identity;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Names one account served by Wharf. Printed as a lower-case UUID. */
public record AccountId(UUID value) {

  /** A new random id (version 4). */
  public static AccountId random(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new AccountId(new UUID(high, low));
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not a UUID in its canonical 36-character
   *     form
   */
  public static AccountId parse(String text) {
    UUID value = UUID.fromString(text);
    if (!value.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("not an account id: " + text);
    }
    return new AccountId(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
