package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.event.AccountView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedFleet.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class TimelineRetentionIT {

  private static final Duration WAIT = Duration.ofSeconds(20);

  @Inject Accounts accounts;
  @Inject AccountLedger ledger;
  @Inject TimelineRetentionJob job;
  @Inject Clock clock;

  @Test
  void stepsAreKeptForThirtyDays() {
    AccountView account = accounts.create(NewAccount.named("kept")).await().atMost(WAIT);
    Instant now = clock.instant();
    record(account, now.minus(Duration.ofDays(31)), "old");
    record(account, now.minus(Duration.ofDays(29)), "young");

    job.run().await().atMost(WAIT);

    var left =
        accounts
            .timeline(account.id(), TimelineFilter.newest(50).of(Set.of("step"), null))
            .await()
            .atMost(WAIT);
    assertEquals(List.of("young"), left.stream().map(TimelineEntry::step).toList());
  }

  private void record(AccountView account, Instant at, String step) {
    ledger.record(new Fact.Step(account.id(), at, 1, step, 7, "ok")).await().atMost(WAIT);
  }
}
