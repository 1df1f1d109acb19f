package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.event.Event;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProjectionTest {

  private static final AccountId ID = new AccountId(new UUID(1, 2));
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final PairedIdentity ADA =
      new PairedIdentity("+5511987654321", "1@lid", "Ada", "android");
  private static final Qr QR = new Qr("text", 1, 6, AT.plusSeconds(60));

  private final Map<AccountId, AccountState> states = new HashMap<>();

  private final Projection.Lookup lookup =
      new Projection.Lookup() {
        @Override
        public Optional<AccountState> find(AccountId account) {
          return Optional.ofNullable(states.get(account));
        }

        @Override
        public Optional<AccountId> holder(@Nullable String tenant, String externalId) {
          return Optional.empty();
        }
      };

  ProjectionTest() {
    apply(new Change.Created(ID, AT, new Profile("n", null, null, Map.of(), null, null)));
  }

  @Test
  void aFactOfAnAccountThatIsGoneDoesNothing() {
    states.clear();

    Applied applied = report(new Fact.Step(ID, AT, 1, "dial", 1, "ok"));

    assertEquals(Applied.nothing(null), applied);
  }

  @Test
  void aDecisionAboutAnAccountThatIsGoneIsRefused() {
    states.clear();

    for (Change change :
        List.of(
            new Change.Deleted(ID, AT),
            new Change.Intended(ID, AT, true, "initialize"),
            new Change.CodeIssued(ID, AT, AT),
            new Change.Edited(ID, AT, new AccountPatch("x", null, null, null, null, null)))) {
      var refused = assertThrows(Refused.class, () -> Projection.apply(lookup, change));
      assertEquals("account_not_found", refused.code());
    }
  }

  @Test
  void theSameStandingTwiceIsToldOnce() {
    Applied first = move(live(Status.WARMING, "qr"), true);
    Applied second = move(live(Status.WARMING, "qr"), true);

    assertFalse(first.events().isEmpty());
    assertTrue(second.events().isEmpty());
    assertTrue(second.history().isEmpty());
  }

  @Test
  void aLiveStandingIsShownButNotComeBackTo() {
    AccountState before = states.get(ID);

    move(live(Status.RECONNECTING, "waiting"), false);

    assertEquals("waiting", states.get(ID).standing().state());
    assertTrue(states.get(ID).sameRow(before));
  }

  @Test
  void anEndOfTheIntentIsToldBesideTheStanding() {
    apply(new Change.Intended(ID, AT, true, "initialize"));

    Applied applied = rest(live(Status.INACTIVE, "logged_out"), false);

    assertFalse(states.get(ID).wanted());
    assertEquals("logged_out", states.get(ID).resting().state());
    assertEquals(List.of("status", "account"), applied.events().stream().map(Event::type).toList());
  }

  @Test
  void whoIsOnlineAgainHasOutlivedTheBan() {
    rest(live(Status.BANNED, "temporary"), true);

    move(live(Status.ACTIVE, "online"), true);

    assertEquals("stopped", states.get(ID).resting().state());
    assertEquals(Status.INACTIVE, states.get(ID).resting().status());
  }

  @Test
  void theQrCodeGoesWithTheStandingThatShowedIt() {
    move(live(Status.WARMING, "qr"), true);
    report(new Fact.QrChanged(ID, AT, QR));
    assertEquals(QR, states.get(ID).qr());

    move(live(Status.AUTHENTICATING, "paired"), true);

    assertNull(states.get(ID).qr());
  }

  @Test
  void aQrCodeThatEndsIsNoEvent() {
    report(new Fact.QrChanged(ID, AT, QR));

    Applied again = report(new Fact.QrChanged(ID, AT, QR));
    Applied ended = report(new Fact.QrChanged(ID, AT, null));

    assertTrue(again.events().isEmpty());
    assertTrue(ended.events().isEmpty());
    assertNull(states.get(ID).qr());
  }

  @Test
  void whatIsLearnedLaterAddsToTheIdentity() {
    report(new Fact.Identified(ID, AT, new PairedIdentity(null, "1@lid", null, "android"), true));

    report(new Fact.Identified(ID, AT, new PairedIdentity("+551198", null, "Ada", null), true));

    assertEquals(
        new PairedIdentity("+551198", "1@lid", "Ada", "android"), states.get(ID).identity());
  }

  @Test
  void anEndedPairingKeepsOnlyTheNumberAndANewOneKeepsNothing() {
    report(new Fact.Identified(ID, AT, ADA, true));

    report(new Fact.Identified(ID, AT, PairedIdentity.UNKNOWN, false));
    assertEquals(new PairedIdentity("+5511987654321", null, null, null), states.get(ID).identity());
    report(new Fact.Identified(ID, AT, new PairedIdentity(null, "2@lid", null, null), true));

    assertEquals(new PairedIdentity(null, "2@lid", null, null), states.get(ID).identity());
  }

  @Test
  void aPairedAccountComesBackToNoStandingThatAsksForAPairing() {
    assertEquals("never_connected", states.get(ID).standing().reason().code());

    report(new Fact.Identified(ID, AT, ADA, true));

    assertEquals("stopped", states.get(ID).resting().state());
    assertEquals("stopped", states.get(ID).resting().reason().code());
    assertEquals("created", states.get(ID).standing().state());
  }

  @Test
  void anUnchangedIdentityIsNotToldAgain() {
    report(new Fact.Identified(ID, AT, ADA, true));

    assertEquals(Applied.nothing(states.get(ID)), report(new Fact.Identified(ID, AT, ADA, true)));
  }

  @Test
  void aNameLosesTheCharacterThatCannotBeStored() {
    report(new Fact.Identified(ID, AT, new PairedIdentity(null, null, "A\0da", null), true));

    assertEquals("Ada", states.get(ID).identity().pushName());
  }

  @Test
  void theIntentKeepsItsTimeUntilItChanges() {
    apply(new Change.Intended(ID, AT.plusSeconds(5), true, "initialize"));
    Applied again = apply(new Change.Intended(ID, AT.plusSeconds(9), true, "initialize"));

    assertEquals(AT.plusSeconds(5), states.get(ID).marks().wantedAt());
    assertTrue(again.events().isEmpty());
    assertEquals(1, again.history().size());
  }

  private Applied move(Standing standing, boolean wanted) {
    return report(new Fact.Moved(ID, AT, standing, false, wanted, null));
  }

  private Applied rest(Standing standing, boolean wanted) {
    return report(new Fact.Moved(ID, AT, standing, true, wanted, null));
  }

  private Applied report(Fact fact) {
    return apply(new Change.Reported(fact));
  }

  private Applied apply(Change change) {
    Applied applied = Projection.apply(lookup, change);
    if (applied.after() != null) {
      states.put(change.account(), applied.after());
    }
    return applied;
  }

  private static Standing live(Status status, String state) {
    return new Standing(status, state, AT, null, null, null, null);
  }
}
