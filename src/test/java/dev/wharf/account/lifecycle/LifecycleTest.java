package dev.wharf.account.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of the table that people will ask about, on a controlled clock and without chance. */
class LifecycleTest {

  private static final PhoneNumber PHONE = new PhoneNumber("5511987654321");

  private final Lifecycle lifecycle = new Lifecycle(Timings.DEFAULT, () -> 0.5);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private State state = new State.Inactive(Trail.fresh(false), now, State.Rest.CREATED, null);
  private List<Effect> effects = List.of();

  @Test
  void pairsByQrAndComesOnline() {
    on(new Trigger.Initialize());
    standsAt(Status.WARMING, "connecting");
    on(new Trigger.Admitted());
    assertEquals(List.of(new Effect.OpenLink(1, Goal.PAIR)), effects);
    on(new Trigger.Shaken(1));
    on(new Trigger.RefsCame(1, 6));
    standsAt(Status.WARMING, "qr");
    assertEquals(List.of(new Effect.ShowQr(1, 0, 6, now.plusSeconds(60))), effects);
    on(new Trigger.PairedNow(1));
    standsAt(Status.AUTHENTICATING, "paired");
    on(ended(1, Ending.Kind.RESTART));
    standsAt(Status.AUTHENTICATING, "logging_in");
    assertTrue(effects.contains(new Effect.OpenLink(2, Goal.LOGIN)), "restarts at once");
    on(new Trigger.Shaken(2));
    on(new Trigger.LoggedIn(2));
    on(new Trigger.Synced(2, PHONE));
    standsAt(Status.ACTIVE, "online");
  }

  @Test
  void rotatesQrCodesAfterSixtyThenTwentySeconds() {
    showQr();
    wait(Duration.ofSeconds(60));
    assertEquals(List.of(new Effect.ShowQr(1, 1, 6, now.plusSeconds(20))), effects);
    for (int index = 2; index < 6; index++) {
      wait(Duration.ofSeconds(20));
      assertEquals(List.of(new Effect.ShowQr(1, index, 6, now.plusSeconds(20))), effects);
    }
    wait(Duration.ofSeconds(20));
    assertEquals(
        List.of(new Effect.HideQr(), new Effect.CloseLink(1), new Effect.AskForTurn(Goal.PAIR)),
        effects,
        "a further batch comes over a new link");
  }

  @Test
  void timesOutFiveMinutesAfterInitializeWithItsLinkClosed() {
    showQr();
    for (int i = 0; i < 40 && !(state instanceof State.Inactive); i++) {
      passDeadline();
      bringToQr();
    }
    standsAt(Status.INACTIVE, "timed_out");
    assertEquals(Instant.parse("2026-01-01T00:05:00Z"), now);
    assertTrue(effects.stream().anyMatch(Effect.CloseLink.class::isInstance));
  }

  @Test
  void triesOnceMoreWhenNoQrShowsInThirtySecondsThenFails() {
    on(new Trigger.Initialize());
    on(new Trigger.Admitted());
    wait(Duration.ofSeconds(30));
    assertEquals(List.of(new Effect.CloseLink(1), new Effect.AskForTurn(Goal.PAIR)), effects);
    on(new Trigger.Admitted());
    wait(Duration.ofSeconds(30));
    standsAt(Status.INACTIVE, "failed");
    assertEquals("qr_never_showed", reasonCode());
  }

  @Test
  void ignoresAReportOfAnEarlierLink() {
    online();
    var before = state;
    on(ended(state.trail().lastLink() - 1, Ending.Kind.UNLINKED));
    assertSame(before, state);
  }

  @Test
  void initializeIsIdempotentWhileItRuns() {
    showQr();
    var before = state;
    on(new Trigger.Initialize());
    assertSame(before, state);
    assertEquals(List.of(), effects);
  }

  @Test
  void restartsAnOnlineLinkAtOnceWhenAsked() {
    online();
    on(ended(link(), Ending.Kind.RESTART));
    assertInstanceOf(State.Dialing.class, state);
  }

  @Test
  void coolsDownOnTheThirdRestartInTenMinutes() {
    online();
    for (int i = 0; i < 2; i++) {
      on(ended(link(), Ending.Kind.RESTART));
      logIn();
    }
    on(ended(link(), Ending.Kind.RESTART));
    standsAt(Status.COOLDOWN, "too_many_attempts");
    assertEquals(now.plus(Duration.ofMinutes(15)), Standings.of(state).until());
    passDeadline();
    standsAt(Status.RECONNECTING, "connecting");
  }

  @Test
  void coolsDownWhenARestartIsAnsweredByARestart() {
    online();
    on(ended(link(), Ending.Kind.RESTART));
    on(new Trigger.Shaken(link()));
    on(ended(link(), Ending.Kind.RESTART));
    standsAt(Status.COOLDOWN, "too_many_attempts");
  }

  @Test
  void offersNoQrForAWhileAfterAPairingThatWasRejected() {
    showQr();
    on(new Trigger.PairedNow(1));
    on(ended(1, Ending.Kind.RESTART));
    on(new Trigger.Shaken(2));
    on(ended(2, Ending.Kind.UNLINKED));
    standsAt(Status.COOLDOWN, "too_many_attempts");
    assertTrue(effects.contains(new Effect.DropCredentials("pairing_rejected")));
    var before = state;
    on(new Trigger.Initialize());
    assertSame(before, state, "a cooldown is not cut short");
  }

  @Test
  void startsAgainByItselfWhenTheRestartAfterPairingDoesNotCome() {
    showQr();
    on(new Trigger.PairedNow(1));
    wait(Duration.ofSeconds(10));
    assertEquals(List.of(new Effect.CloseLink(1), new Effect.OpenLink(2, Goal.LOGIN)), effects);
  }

  @Test
  void backsOffLongerEachTimeAndGivesUpAfterTwentyAttempts() {
    online();
    on(ended(link(), Ending.Kind.NETWORK));
    assertEquals(now.plusSeconds(5), Standings.of(state).nextRetryAt());
    for (int attempt = 2; attempt <= 20; attempt++) {
      passDeadline();
      on(new Trigger.Admitted());
      on(ended(link(), Ending.Kind.NETWORK));
      standsAt(Status.RECONNECTING, "waiting");
      assertEquals(attempt, Standings.of(state).attempt());
    }
    assertEquals(now.plusSeconds(120), Standings.of(state).nextRetryAt());
    passDeadline();
    on(new Trigger.Admitted());
    on(ended(link(), Ending.Kind.NETWORK));
    standsAt(Status.INACTIVE, "failed");
    assertEquals("attempts_exhausted", reasonCode());
  }

  @Test
  void countsAttemptsFromZeroOnceItWasOnlineForAMinute() {
    online();
    on(ended(link(), Ending.Kind.NETWORK));
    passDeadline();
    on(new Trigger.Admitted());
    logIn();
    now = now.plusSeconds(60);
    on(ended(link(), Ending.Kind.NETWORK));
    assertEquals(1, Standings.of(state).attempt());
  }

  @ParameterizedTest
  @CsvSource({
    "UNLINKED, INACTIVE, logged_out, unlinked",
    "REPLACED, INACTIVE, replaced, replaced",
    "TEMPORARILY_BANNED, BANNED, temporary, banned_temporarily",
    "LOCKED, BANNED, permanent, locked",
    "BANNED, BANNED, permanent, banned",
    "OUTDATED, RECONNECTING, waiting, version_lookup",
    "AGENT_REFUSED, INACTIVE, outdated, agent_refused",
    "REFUSED, RECONNECTING, waiting, refused_for_now",
    "RATE_LIMITED, COOLDOWN, rate_limited, rate_limited",
    "SERVER_TROUBLE, RECONNECTING, waiting, server_trouble",
    "RECYCLED, RECONNECTING, waiting, stream_ended",
    "NETWORK, RECONNECTING, waiting, connection_lost",
    "UNTRUSTED, RECONNECTING, waiting, unproven",
    "GARBLED, RECONNECTING, waiting, stream_garbled",
    "UNAUTHORIZED, RECONNECTING, waiting, unauthorized",
    "CREDENTIALS, INACTIVE, failed, credentials_unusable"
  })
  void answersEachEndingOfAnOnlineLink(Ending.Kind kind, Status status, String word, String code) {
    online();
    on(ended(link(), kind));
    standsAt(status, word);
    assertEquals(code, reasonCode());
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, 2, logged_out",
    "OUTDATED, 2, outdated",
    "REFUSED, 3, failed",
    "UNTRUSTED, 3, failed"
  })
  void givesUpAfterSoManyOfAKind(Ending.Kind kind, int times, String word) {
    online();
    for (int i = 1; i < times; i++) {
      on(ended(link(), kind));
      standsAt(Status.RECONNECTING, "waiting");
      passDeadline();
      on(new Trigger.Admitted());
      on(new Trigger.Shaken(link()));
    }
    on(ended(link(), kind));
    standsAt(Status.INACTIVE, word);
  }

  @Test
  void retriesOnceWhenATemporaryBanEnds() {
    online();
    var hour = Duration.ofHours(1);
    on(new Trigger.Ended(link(), new Ending(Ending.Kind.TEMPORARILY_BANNED, 101, hour)));
    assertEquals(now.plus(hour), Standings.of(state).until());
    passDeadline();
    assertEquals(List.of(new Effect.AskForTurn(Goal.LOGIN)), effects);
  }

  @Test
  void keepsAnAccountWithoutANumberOutOfActive() {
    awaitNumber();
    assertEquals(List.of(new Effect.SearchNumber(link())), effects);
    wait(Duration.ofSeconds(60));
    standsAt(Status.INACTIVE, "failed");
    assertEquals("number_unknown", reasonCode());
  }

  @Test
  void remembersANumberThatThePairingWithheld() {
    awaitNumber();
    on(new Trigger.NumberKnown(link(), PHONE));
    standsAt(Status.ACTIVE, "online");
    on(ended(link(), Ending.Kind.RESTART));
    on(new Trigger.Shaken(link()));
    on(new Trigger.LoggedIn(link()));
    on(new Trigger.Synced(link(), null));
    standsAt(Status.ACTIVE, "online");
  }

  @Test
  void comesOnlineWhenTheNumberIsEntered() {
    awaitNumber();
    on(new Trigger.NumberGiven(PHONE));
    standsAt(Status.ACTIVE, "online");
  }

  @Test
  void connectsAgainWhenTheNumberIsEnteredTooLate() {
    awaitNumber();
    wait(Duration.ofSeconds(60));
    on(new Trigger.NumberGiven(PHONE));
    assertEquals(List.of(new Effect.AskForTurn(Goal.LOGIN)), effects);
    on(new Trigger.Admitted());
    on(new Trigger.Shaken(link()));
    on(new Trigger.LoggedIn(link()));
    on(new Trigger.Synced(link(), null));
    standsAt(Status.ACTIVE, "online");
  }

  @Test
  void leavesAStoppedAccountStoppedWhenItsNumberIsEntered() {
    state = new State.Inactive(Trail.fresh(true), now, State.Rest.STOPPED, null);
    on(new Trigger.NumberGiven(PHONE));
    standsAt(Status.INACTIVE, "stopped");
  }

  @Test
  void isPairedAgainWhenItsCredentialsAreBack() {
    online();
    on(ended(link(), Ending.Kind.UNLINKED));
    standsAt(Status.INACTIVE, "logged_out");
    on(new Trigger.CredentialsBack());
    standsAt(Status.INACTIVE, "stopped");
    assertEquals("credentials_back", reasonCode());
    on(new Trigger.Initialize());
    assertEquals(List.of(new Effect.AskForTurn(Goal.LOGIN)), effects);
  }

  @Test
  void takesNoCredentialsBackWhileItHasSome() {
    online();
    on(new Trigger.CredentialsBack());
    standsAt(Status.ACTIVE, "online");
  }

  @Test
  void doesNotRestoreCredentialsThatWereAwayTooLong() {
    state = new State.Inactive(Trail.fresh(true), now, State.Rest.CREATED, null);
    on(new Trigger.Restored(null, now.minus(Duration.ofDays(14)).minusMillis(1)));
    standsAt(Status.INACTIVE, "failed");
    assertEquals("credentials_expired", reasonCode());
    on(new Trigger.Initialize());
    assertEquals(List.of(new Effect.AskForTurn(Goal.LOGIN)), effects);
  }

  @Test
  void restoresCredentialsThatWereAwayForLess() {
    state = new State.Inactive(Trail.fresh(true), now, State.Rest.CREATED, null);
    on(new Trigger.Restored(null, now.minus(Duration.ofDays(14))));
    assertEquals(List.of(new Effect.AskForTurn(Goal.LOGIN)), effects);
  }

  @Test
  void retriesSoonAfterARecycledStream() {
    online();
    on(ended(link(), Ending.Kind.RECYCLED));
    var wait = Duration.between(now, Standings.of(state).nextRetryAt());
    assertTrue(wait.toMillis() >= 800 && wait.toMillis() <= 1200, "waits " + wait);
  }

  @Test
  void stopsFromAnyStateAndClosesItsLink() {
    online();
    long link = link();
    on(new Trigger.Stop());
    standsAt(Status.INACTIVE, "stopped");
    assertEquals(List.of(new Effect.CloseLink(link)), effects);
  }

  @Test
  void logsOutOverTheLinkBeforeItCloses() {
    online();
    long link = link();
    on(new Trigger.Logout());
    standsAt(Status.INACTIVE, "logged_out");
    assertEquals(
        List.of(
            new Effect.Unlink(link),
            new Effect.CloseLink(link),
            new Effect.DropCredentials("logout")),
        effects);
  }

  @Test
  void dropsCredentialsOnReset() {
    online();
    on(new Trigger.Reset());
    standsAt(Status.INACTIVE, "created");
    assertTrue(effects.contains(new Effect.DropCredentials("reset")));
    on(new Trigger.Initialize());
    on(new Trigger.Admitted());
    assertTrue(effects.contains(new Effect.OpenLink(link(), Goal.PAIR)));
  }

  @Test
  void asksForANewCodeWhenThePairingAnswerIsForged() {
    showQr();
    on(ended(1, Ending.Kind.PAIRING_FORGED));
    standsAt(Status.WARMING, "connecting");
    assertTrue(effects.contains(new Effect.DropCredentials("pairing_forged")));
  }

  @Test
  void firesADeadlineThatPassedWhileTheProcessWasDown() {
    on(new Trigger.Restored(now.minusSeconds(1), null));
    standsAt(Status.INACTIVE, "timed_out");
  }

  @Test
  void fallsBackToQrWhenThePairingCodeExpires() {
    showQr();
    on(new Trigger.CodeIssued(1));
    standsAt(Status.WARMING, "code");
    assertEquals(List.of(new Effect.HideQr()), effects);
    wait(Duration.ofSeconds(180));
    assertEquals(List.of(new Effect.CloseLink(1), new Effect.AskForTurn(Goal.PAIR)), effects);
  }

  @Test
  void coolsDownWhenAPairingIsTakenBackBeforeItWasOnline() {
    showQr();
    on(new Trigger.PairedNow(1));
    on(ended(1, Ending.Kind.RESTART));
    on(new Trigger.Shaken(2));
    on(new Trigger.LoggedIn(2));
    on(ended(2, Ending.Kind.UNLINKED));
    standsAt(Status.COOLDOWN, "too_many_attempts");
    assertEquals("pairing_rejected", reasonCode());
    assertTrue(effects.contains(new Effect.DropCredentials("pairing_rejected")));
  }

  @Test
  void isLoggedOutWhenItIsUnlinkedRightAfterItWasOnline() {
    showQr();
    on(new Trigger.PairedNow(1));
    on(ended(1, Ending.Kind.RESTART));
    logIn();
    on(ended(2, Ending.Kind.UNLINKED));
    standsAt(Status.INACTIVE, "logged_out");
  }

  @Test
  void keepsTryingAfterACooldown() {
    online();
    on(ended(link(), Ending.Kind.RATE_LIMITED));
    passDeadline();
    on(new Trigger.Admitted());
    now = now.plus(Timings.DEFAULT.activation());
    on(ended(link(), Ending.Kind.NETWORK));
    standsAt(Status.RECONNECTING, "waiting");
  }

  @Test
  void namesThePasskeyGateInsteadOfTimingOut() {
    showQr();
    on(new Trigger.PasskeyAsked(1));
    standsAt(Status.WARMING, "passkey_required");
    assertEquals("passkey_required", reasonCode());
  }

  private void showQr() {
    on(new Trigger.Initialize());
    bringToQr();
  }

  private void bringToQr() {
    if (state instanceof State.Queued) {
      on(new Trigger.Admitted());
      on(new Trigger.Shaken(link()));
      on(new Trigger.RefsCame(link(), 6));
    }
  }

  private void online() {
    state = new State.Inactive(Trail.fresh(true), now, State.Rest.STOPPED, null);
    on(new Trigger.Initialize());
    on(new Trigger.Admitted());
    logIn();
  }

  private void awaitNumber() {
    state = new State.Inactive(Trail.fresh(true), now, State.Rest.STOPPED, null);
    on(new Trigger.Initialize());
    on(new Trigger.Admitted());
    on(new Trigger.Shaken(link()));
    on(new Trigger.LoggedIn(link()));
    on(new Trigger.Synced(link(), null));
    standsAt(Status.AUTHENTICATING, "syncing");
  }

  private void logIn() {
    on(new Trigger.Shaken(link()));
    on(new Trigger.LoggedIn(link()));
    on(new Trigger.Synced(link(), PHONE));
    standsAt(Status.ACTIVE, "online");
  }

  private long link() {
    return state.trail().lastLink();
  }

  private static Trigger ended(long link, Ending.Kind kind) {
    return new Trigger.Ended(link, Ending.of(kind));
  }

  private void wait(Duration time) {
    now = now.plus(time);
    on(new Trigger.Due());
  }

  private void passDeadline() {
    now = ((State.Transient) state).deadline();
    on(new Trigger.Due());
  }

  private void on(Trigger trigger) {
    var step = lifecycle.next(state, trigger, now);
    state = step.state();
    effects = step.effects();
  }

  private void standsAt(Status status, String word) {
    Standing standing = Standings.of(state);
    assertEquals(status + "/" + word, standing.status() + "/" + standing.state());
  }

  private String reasonCode() {
    return Standings.of(state).reason().code();
  }
}
