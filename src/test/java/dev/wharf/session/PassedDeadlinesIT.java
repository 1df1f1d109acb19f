package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.account.Marks;
import dev.wharf.account.StoredAccount;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.keystore.CredentialStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Deadlines that passed, or run on, while no process was there to keep them. The account is stored
 * as a process left it that is gone; then the fleet restores it.
 */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class PassedDeadlinesIT extends TrialCase {

  @Inject SessionFleet fleet;
  @Inject CredentialStore credentials;

  @ParameterizedTest
  @CsvSource({
    "COOLDOWN, too_many_attempts, TOO_MANY_ATTEMPTS",
    "COOLDOWN, rate_limited, RATE_LIMITED",
    "BANNED, temporary, BANNED_TEMPORARILY"
  })
  void aBanOrCooldownThatEndedMeanwhileIsOverAtTheStart(
      Status status, String state, Reasons reason) {
    try (var left = pairedElsewhere()) {
      left.rested(status, state, reason, trial.now().minusSeconds(1));
      fleet.restore(List.of(left.stored(Marks.of(trial.now()))));
      left.trial().assertBack(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COOLDOWN, too_many_attempts, TOO_MANY_ATTEMPTS",
    "COOLDOWN, rate_limited, RATE_LIMITED",
    "BANNED, temporary, BANNED_TEMPORARILY"
  })
  void aBanOrCooldownThatLastsIsSatOutFromWhereItWas(Status status, String state, Reasons reason) {
    try (var left = pairedElsewhere()) {
      var until = trial.now().plusSeconds(90);
      left.rested(status, state, reason, until);
      fleet.restore(List.of(left.stored(Marks.of(trial.now()))));
      var armed = Duration.ofSeconds(90).plusMillis(1);
      left.trial().until("the timer of the deadline", () -> time.hanging(armed) > 0);
      left.trial().skip(Duration.ofSeconds(89));
      assertEquals(until, left.trial().standing().until());
      assertEquals(0, left.trial().links());
      left.trial().skipToEnd();
      left.trial().assertBack(2);
    }
  }

  @Test
  void anActivationThatEndedMeanwhileHasTimedOut() {
    fleet.restore(List.of(unpaired(trial.now().minus(Duration.ofMinutes(5)))));
    trial.awaitState("inactive", "timed_out").assertReason("timed_out", "retry_initialize");
    assertEquals(0, trial.links());
    assertFalse(trial.view().wanted());
  }

  @Test
  void anActivationThatRunsOnHasOnlyTheRestOfItsTime() {
    fleet.restore(List.of(unpaired(trial.now().minus(Duration.ofMinutes(4)))));
    trial.awaitQr();
    assertEquals(trial.now().plusSeconds(60), trial.standing().until());
    trial.live(Duration.ofSeconds(60).plusMillis(2));
    trial.awaitState("inactive", "timed_out");
    trial.awaitConnections(0);
  }

  @Test
  void anAccountThatWasOnlineComesBack() {
    try (var left = pairedElsewhere()) {
      var connectedAt = trial.now().minus(Duration.ofDays(13));
      fleet.restore(List.of(left.stored(new Marks(connectedAt, null, connectedAt))));
      left.trial().assertBack(2);
    }
  }

  @Test
  void credentialsThatWereNotConnectedForTwoWeeksHaveExpired() {
    try (var left = pairedElsewhere()) {
      var connectedAt = trial.now().minus(Duration.ofDays(14).plusHours(1));
      fleet.restore(List.of(left.stored(new Marks(connectedAt, null, connectedAt))));
      left.trial().awaitState("inactive", "failed");
      assertEquals("credentials_expired", left.trial().code());
      assertEquals(0, left.trial().links());
    }
  }

  private StoredAccount unpaired(Instant wantedAt) {
    var created = new Standing(Status.INACTIVE, "created", wantedAt, null, null, null, null);
    return new StoredAccount(trial.id(), true, false, null, Marks.of(wantedAt), created);
  }

  /** An account that was paired by a process that is gone: with credentials, without a session. */
  private Left pairedElsewhere() {
    trial.pair();
    Trial.await(accounts.stop(trial.id()));
    trial.awaitConnections(0);
    var parts = new Trial.Parts(accounts, board, ledger, time, sandboxUrl);
    var left = new Trial(parts, trial.phone());
    var keys = Trial.await(credentials.load(trial.id())).orElseThrow();
    Trial.await(credentials.save(left.id(), keys));
    left.recorded(new Fact.Identified(left.id(), trial.now(), trial.view().identity(), true));
    return new Left(left);
  }

  private record Left(Trial trial) implements AutoCloseable {

    void rested(Status status, String state, Reasons reason, Instant until) {
      var since = until.minus(Duration.ofMinutes(10));
      var standing = new Standing(status, state, since, reason.reason(), until, null, null);
      trial.recorded(new Fact.Moved(trial.id(), since, standing, true, true, null));
    }

    StoredAccount stored(Marks marks) {
      var phone = trial.view().identity().phoneNumber();
      return new StoredAccount(trial.id(), true, true, phone, marks, trial.standing());
    }

    @Override
    public void close() {
      trial.close();
    }
  }
}
