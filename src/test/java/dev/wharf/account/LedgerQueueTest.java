package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerQueueTest {

  private static final AccountId ACCOUNT = new AccountId(new UUID(1, 2));
  private static final Instant AT = Instant.EPOCH;
  private static final Pending MOVED =
      reported(
          new Fact.Moved(
              ACCOUNT,
              AT,
              new Standing(Status.ACTIVE, "online", AT, null, null, null, null),
              false,
              true,
              null));
  private static final Pending IDENTIFIED =
      reported(new Fact.Identified(ACCOUNT, AT, PairedIdentity.UNKNOWN, true));
  private static final Pending QR = reported(new Fact.QrChanged(ACCOUNT, AT, null));
  private static final Pending TROUBLE =
      reported(new Fact.Trouble(ACCOUNT, AT, "odd", "Odd.", null));
  private static final Pending DECIDED = new Pending(new Change.Deleted(ACCOUNT, AT));

  private final LedgerQueue queue = new LedgerQueue(4);

  @Test
  void changesComeOutInOrderInBatchesOfTheAskedSize() {
    offer(MOVED, QR, DECIDED);

    assertEquals(List.of(MOVED, QR), queue.take(2));
    assertEquals(List.of(DECIDED), queue.take(2));
    assertEquals(List.of(), queue.take(2));
  }

  @Test
  void onlyTheFirstOfferAfterTheDrainStoppedWakesIt() {
    assertTrue(queue.offer(MOVED).wake());
    assertFalse(queue.offer(QR).wake());
    queue.take(5);
    assertFalse(queue.offer(MOVED).wake());
    queue.take(5);
    queue.take(5);
    assertTrue(queue.offer(MOVED).wake());
  }

  @Test
  void whatWasPutBackComesOutFirstAgain() {
    offer(MOVED, QR, DECIDED);
    queue.putBack(queue.take(2));

    assertEquals(List.of(MOVED, QR, DECIDED), queue.take(5));
  }

  @Test
  void aFullQueueGivesUpTheOldestStepFirstThenQrCodesThenTroubles() {
    Pending first = step(1);
    Pending second = step(2);
    offer(TROUBLE, QR, first, second);

    assertEquals(Optional.of(first), queue.offer(MOVED).givenUp());
    assertEquals(Optional.of(second), queue.offer(MOVED).givenUp());
    assertEquals(Optional.of(QR), queue.offer(MOVED).givenUp());
    assertEquals(Optional.of(TROUBLE), queue.offer(MOVED).givenUp());
    assertEquals(4, queue.size());
  }

  @Test
  void aStandingAnIdentityAndADecisionAreNeverGivenUp() {
    offer(MOVED, IDENTIFIED, DECIDED, MOVED);

    assertEquals(Optional.empty(), queue.offer(DECIDED).givenUp());
    assertEquals(List.of(MOVED, IDENTIFIED, DECIDED, MOVED, DECIDED), queue.take(10));
  }

  private void offer(Pending... pending) {
    for (Pending each : pending) {
      queue.offer(each);
    }
  }

  private static Pending step(long link) {
    return reported(new Fact.Step(ACCOUNT, AT, link, "dial", 1, "ok"));
  }

  private static Pending reported(Fact fact) {
    return new Pending(new Change.Reported(fact));
  }
}
