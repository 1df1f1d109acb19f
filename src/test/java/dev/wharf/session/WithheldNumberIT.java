package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.event.Event;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pairing that withholds the phone number: it is asked for, and nobody is active without. */
@QuarkusTest
@TestProfile(HeldClock.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class WithheldNumberIT extends TrialCase {

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 4", "5, 8", "6, 16"})
  void isActiveAsSoonAsAQuestionIsAnswered(int questions, int seconds) {
    pairWithheld(questions);
    // The first is asked at once, the others at these seconds.
    trial.live(Duration.ofSeconds(seconds).minusMillis(500));
    assertEquals("authenticating/syncing", Trial.where(trial.standing()));
    assertNull(trial.view().identity().phoneNumber());
    // Asked at that second, and looked for within the next.
    trial.live(Duration.ofMillis(1_502));
    trial.awaitState("active", "online");
    assertEquals("+" + trial.phone(), trial.view().identity().phoneNumber());
    assertEquals(1, trial.device().getInteger("logins"));
  }

  @Test
  void isActiveAtOnceWhenTheFirstQuestionIsAnswered() {
    pairWithheld(1);
    trial.awaitState("active", "online");
    assertEquals("+" + trial.phone(), trial.view().identity().phoneNumber());
  }

  @Test
  void knowsItsNumberBeforeItIsActive() {
    pairWithheld(1);
    trial.live(Duration.ofSeconds(2).plusMillis(2));
    trial.awaitState("active", "online");
    var told = trial.told();
    int active = -1;
    for (int i = 0; i < told.size(); i++) {
      if (told.get(i) instanceof Event.StatusChanged s
          && Trial.where(s.standing()).equals("active/online")) {
        active = i;
      }
    }
    assertTrue(
        told.subList(0, active).stream()
            .anyMatch(e -> e instanceof Event.Identified i && i.identity().phoneNumber() != null));
  }

  @Test
  void hasFailedWhenTheNumberIsNotKnownAfterAMinute() {
    pairWithheld(1000);
    assertEquals(trial.now().plusSeconds(60), trial.standing().until());
    trial.live(Duration.ofSeconds(59));
    assertEquals("authenticating/syncing", Trial.where(trial.standing()));
    trial.live(Duration.ofSeconds(1).plusMillis(2));
    trial.awaitState("inactive", "failed").assertReason("number_unknown", "update_phone");
    trial.awaitConnections(0);
    assertTrue(trial.view().paired());
    assertFalse(trial.way().contains("active/online"));
    long links = trial.links();
    trial.skip(Duration.ofDays(1));
    assertEquals(links, trial.links());
  }

  private void pairWithheld(int questions) {
    trial.fault("withheld-number connections=1 queries=" + questions).initialize();
    trial.scan();
    // Later than the first question, and than the setting of the timer for the others.
    trial.until(
        "the search",
        () ->
            trial
                .told(Event.StatusChanged.class)
                .map(moved -> moved.standing().reason())
                .anyMatch(reason -> reason != null && reason.code().equals("number_asked")));
  }
}
