package dev.wharf.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.event.AccountView;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OverdueTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
  private static final Instant LONG_AGO = NOW.minusSeconds(61);
  private static final Instant JUST_NOW = NOW.minusSeconds(59);
  private static final Instant LATER = NOW.plusSeconds(1);

  static Stream<Arguments> standings() {
    return Stream.of(
        Arguments.of(true, Status.WARMING, LONG_AGO, null),
        Arguments.of(true, Status.AUTHENTICATING, LONG_AGO, null),
        Arguments.of(true, Status.RECONNECTING, null, LONG_AGO),
        Arguments.of(true, Status.WARMING, LATER, LONG_AGO),
        Arguments.of(true, Status.COOLDOWN, LONG_AGO, null),
        Arguments.of(true, Status.BANNED, LONG_AGO, null),
        Arguments.of(false, Status.WARMING, JUST_NOW, null),
        Arguments.of(false, Status.RECONNECTING, LATER, LATER),
        Arguments.of(false, Status.BANNED, null, null),
        Arguments.of(false, Status.ACTIVE, LONG_AGO, null),
        Arguments.of(false, Status.INACTIVE, LONG_AGO, null));
  }

  @ParameterizedTest
  @MethodSource("standings")
  void isWhatDidNotMoveOnAMinuteAfterItHadTo(
      boolean stuck, Status status, @Nullable Instant until, @Nullable Instant nextRetryAt) {
    var standing = new Standing(status, "any", NOW, null, until, nextRetryAt, null);
    var account =
        new AccountView(
            AccountId.random(new Random(1)),
            "name",
            null,
            null,
            Map.of(),
            null,
            true,
            true,
            NOW,
            standing,
            PairedIdentity.UNKNOWN);
    assertEquals(stuck ? 1 : 0, Overdue.of(List.of(account), NOW).size());
  }
}
