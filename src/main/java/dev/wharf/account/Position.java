package dev.wharf.account;

import dev.wharf.account.Refused.Kind;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.Comparator;

/** Where an account stands in the list: oldest first. Its text is the cursor of the pages. */
record Position(Instant createdAt, AccountId account) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::createdAt)
          .thenComparing(position -> position.account().toString());

  static Position of(AccountState state) {
    return new Position(state.createdAt(), state.id());
  }

  /**
   * @throws Refused {@code invalid_cursor}
   */
  static Position parse(String cursor) {
    int cut = cursor.indexOf('-');
    try {
      return new Position(
          Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(cut, 0)), 36)),
          AccountId.parse(cursor.substring(cut + 1)));
    } catch (IllegalArgumentException malformed) {
      throw new Refused(
          Kind.INVALID,
          "invalid_cursor",
          "The cursor is not one of ours: send the «next» of the page before, or none.",
          null);
    }
  }

  String cursor() {
    return Long.toString(createdAt.toEpochMilli(), 36) + '-' + account;
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
