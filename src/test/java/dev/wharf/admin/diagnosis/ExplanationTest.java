package dev.wharf.admin.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.account.Recent;
import dev.wharf.account.Vitals;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.AccountView;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource(Reasons.class)
  void everyReasonHasItsOwnWords(Reasons each) {
    Reason reason = each.reason();

    Advice advice = ReasonAdvice.of(reason.code()).orElseThrow(() -> missing(reason));

    assertTrue(advice.wrong().endsWith("."), advice.wrong());
    assertFalse(advice.next().isEmpty(), "no next step for " + reason.code());
    assertTrue(advice.next().stream().allMatch(step -> step.endsWith(".")), reason.code());
    var explained = explain(account(Status.INACTIVE, reason));
    assertEquals(advice.wrong(), explained.wrong());
    assertFalse(explained.fine());
  }

  private static AssertionError missing(Reason reason) {
    return new AssertionError("write what to do about " + reason.code() + " into ReasonAdvice");
  }

  @Test
  void noWordsAreKeptForReasonsThatAreGone() {
    var known =
        Arrays.stream(Reasons.values()).map(r -> r.reason().code()).collect(Collectors.toSet());

    assertEquals(known, ReasonAdvice.codes());
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void everyStatusIsExplainedWithoutAReason(Status status) {
    for (boolean paired : new boolean[] {true, false}) {
      var explained = explain(account(status, null, paired));

      assertFalse(explained.wrong().isBlank());
      assertEquals(status == Status.ACTIVE, explained.fine());
      assertEquals(status == Status.ACTIVE, explained.next().isEmpty());
      assertTrue(explained.text().startsWith(explained.wrong()));
      assertTrue(explained.text().contains(status.word()));
    }
  }

  @Test
  void aReasonNobodyKnowsSpeaksForItself() {
    var explained =
        explain(account(Status.INACTIVE, new Reason("from_long_ago", "server", "It broke.", null)));

    assertEquals("It broke.", explained.wrong());
    assertFalse(explained.next().isEmpty());
  }

  @Test
  void thePhoneIsThoughtOf() {
    String timedOut = explain(account(Status.INACTIVE, Reasons.TIMED_OUT.reason())).text();
    String expired = explain(account(Status.INACTIVE, Reasons.QR_EXPIRED.reason())).text();
    String unlinked = explain(account(Status.INACTIVE, Reasons.UNLINKED.reason())).text();

    assertTrue(timedOut.contains("battery saver") && timedOut.contains("date and time"), timedOut);
    assertTrue(expired.contains("four linked devices"), expired);
    assertTrue(unlinked.contains("14 days"), unlinked);
  }

  @Test
  void aConnectedAccountThatBreaksAgainAndAgainIsNotFine() {
    var recent = new Recent(12, Map.of("network", 11L, "restart", 1L), Map.of("odd", 2L));

    var explained = Explanation.of(account(Status.ACTIVE, null), Optional.empty(), recent, NOW);

    assertFalse(explained.fine());
    assertTrue(explained.wrong().contains("again and again"));
    assertTrue(explained.text().contains("network 11, restart 1"), explained.text());
    assertTrue(explained.text().contains("odd 2"), explained.text());
  }

  @Test
  void signsOfLifeAreToldAsTheyAre() {
    var vitals = new Vitals(3, false, NOW.minusSeconds(600), NOW.minusSeconds(200), null, 2);

    var explained =
        Explanation.of(account(Status.ACTIVE, null), Optional.of(vitals), Recent.NOTHING, NOW);

    assertTrue(explained.signs().contains("No link is up at this moment."));
    assertTrue(explained.signs().contains("The server last said something 3 minutes ago."));
    assertTrue(explained.signs().contains("Pings without an answer since then: 2."));
  }

  @Test
  void whatComesByItselfIsTold() {
    var standing =
        new Standing(
            Status.RECONNECTING,
            "waiting",
            NOW,
            Reasons.CONNECTION_LOST.reason(),
            NOW.plusSeconds(7_300),
            NOW.plusSeconds(26),
            4);

    var signs = Signs.of(standing, Optional.empty(), Recent.NOTHING, NOW);

    assertEquals(
        java.util.List.of(
            "This is attempt 4 to connect.",
            "The next try is in 26 seconds.",
            "This ends by itself in 2 hours at the latest."),
        signs);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 seconds",
    "PT1S, 1 second",
    "PT119S, 119 seconds",
    "PT2M, 2 minutes",
    "PT119M, 119 minutes",
    "PT2H, 2 hours",
    "PT47H, 47 hours",
    "P2D, 2 days"
  })
  void aSpanIsToldInItsLargestUnit(Duration span, String words) {
    assertEquals(words, Signs.span(span));
  }

  private static Explanation explain(AccountView account) {
    return Explanation.of(account, Optional.empty(), Recent.NOTHING, NOW);
  }

  private static AccountView account(Status status, Reason reason) {
    return account(status, reason, true);
  }

  private static AccountView account(Status status, Reason reason, boolean paired) {
    var standing = new Standing(status, "somewhere", NOW, reason, null, null, null);
    return new AccountView(
        new AccountId(new UUID(1, 2)),
        "Support",
        null,
        null,
        Map.of(),
        null,
        true,
        paired,
        NOW,
        standing,
        PairedIdentity.UNKNOWN);
  }
}
