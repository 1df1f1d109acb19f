package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.account.Fleet.Order;
import dev.wharf.event.AccountView;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ScriptedFleet.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class AccountsIT {

  private static final Duration WAIT = Duration.ofSeconds(20);

  @Inject Accounts accounts;
  @Inject AccountLedger ledger;
  @Inject AccountRepository repository;
  @Inject ScriptedFleet fleet;

  @Test
  void aCreatedAccountIsThereWithAllThatWasEntered() {
    String externalId = unique();
    AccountView made =
        done(
            accounts.create(
                new NewAccount(
                    " Support ",
                    "acme",
                    externalId,
                    Map.of("team", "north", "tags", List.of(1, 2)),
                    "socks5://user:secret@proxy.example:1080")));

    assertEquals("Support", made.name());
    assertEquals(externalId, made.externalId());
    assertEquals("created", made.standing().state());
    assertEquals(Status.INACTIVE, made.standing().status());
    assertFalse(made.wanted());
    assertEquals(made, accounts.get(made.id()));
    AccountState stored =
        done(repository.all()).stream()
            .filter(s -> s.id().equals(made.id()))
            .findAny()
            .orElseThrow();
    assertEquals(made, stored.view());
    assertEquals("socks5://user:secret@proxy.example:1080", stored.profile().proxy());
  }

  @ParameterizedTest
  @CsvSource({
    "'', , , invalid_name",
    "'a\tb', , , invalid_name",
    "ok, 'a\u0007', , invalid_tenant",
    "ok, , not a proxy, invalid_proxy",
    "ok, , ftp://host:1, invalid_proxy",
    "ok, , http://host, invalid_proxy"
  })
  void wrongInputIsRefusedByField(String name, String tenant, String proxy, String code) {
    Refused refused = refused(accounts.create(new NewAccount(name, tenant, null, Map.of(), proxy)));

    assertEquals(code, refused.code());
    assertEquals(Refused.Kind.INVALID, refused.kind());
  }

  @Test
  void tooLargeMetadataAreRefused() {
    var metadata = Map.<String, Object>of("text", "x".repeat(20_000));

    assertEquals(
        "invalid_metadata",
        refused(accounts.create(new NewAccount("a", null, null, metadata, null))).code());
  }

  @Test
  void anExternalIdIsUniqueWithinItsTenantOnly() {
    String externalId = unique();
    done(accounts.create(new NewAccount("a", "acme", externalId, Map.of(), null)));

    Refused refused =
        refused(accounts.create(new NewAccount("b", "acme", externalId, Map.of(), null)));
    AccountView elsewhere =
        done(accounts.create(new NewAccount("c", null, externalId, Map.of(), null)));

    assertEquals("external_id_taken", refused.code());
    assertEquals(Refused.Kind.CONFLICT, refused.kind());
    assertEquals(externalId, elsewhere.externalId());
  }

  @Test
  void ofManyThatWantOneExternalIdAtOnceOneGetsIt() {
    String externalId = unique();
    List<Uni<Boolean>> tries =
        java.util.stream.IntStream.range(0, 20)
            .mapToObj(
                i ->
                    accounts
                        .create(new NewAccount("n" + i, null, externalId, Map.of(), null))
                        .replaceWith(true)
                        .onFailure(Refused.class)
                        .recoverWithItem(false))
            .toList();

    List<Boolean> got = done(Uni.join().all(tries).andFailFast());

    assertEquals(1, got.stream().filter(Boolean::booleanValue).count());
  }

  @Test
  void aPatchChangesWhatItNamesAndClearsWhatIsEmpty() {
    AccountView made =
        done(accounts.create(new NewAccount("a", "acme", unique(), Map.of("k", "v"), null)));

    AccountView patched =
        done(accounts.patch(made.id(), new AccountPatch("b", null, "", null, null, null)));

    assertEquals("b", patched.name());
    assertEquals("acme", patched.tenant());
    assertNull(patched.externalId());
    assertEquals(Map.of("k", "v"), patched.metadata());
    assertEquals(patched, accounts.get(made.id()));
  }

  @Test
  void anExternalIdThatWasGivenUpIsFreeAgain() {
    String externalId = unique();
    AccountView first =
        done(accounts.create(new NewAccount("a", null, externalId, Map.of(), null)));
    done(accounts.patch(first.id(), new AccountPatch(null, null, "", null, null, null)));

    AccountView second =
        done(accounts.create(new NewAccount("b", null, externalId, Map.of(), null)));

    assertEquals(externalId, second.externalId());
  }

  @Test
  void aDeletedAccountIsGoneAndItsFleetWasToldFirst() {
    AccountId id = create().id();
    fleet.on(
        id,
        () -> {
          accounts.get(id);
          return Uni.createFrom().voidItem();
        });

    done(accounts.delete(id));

    assertEquals(List.of(Order.DELETE), fleet.ordered(id));
    assertEquals("account_not_found", assertThrows(Refused.class, () -> accounts.get(id)).code());
    assertEquals("account_not_found", refused(accounts.delete(id)).code());
    assertEquals("account_not_found", refused(accounts.timeline(id, null, 10)).code());
  }

  @Test
  void factsOfADeletedAccountDoNothing() {
    AccountId id = create().id();
    done(accounts.delete(id));

    done(ledger.record(moved(id, standing(Status.ACTIVE, "online"), false, true)));

    assertThrows(Refused.class, () -> accounts.get(id));
  }

  @Test
  void everyOrderOfAnUnknownAccountIsNotFound() {
    AccountId unknown = AccountId.random(new Random());

    for (Uni<?> asked :
        List.of(
            accounts.initialize(unknown),
            accounts.stop(unknown),
            accounts.reconnect(unknown),
            accounts.reset(unknown),
            accounts.logout(unknown),
            accounts.patch(unknown, new AccountPatch("x", null, null, null, null, null)),
            accounts.pairingCode(unknown, new PhoneNumber("5511987654321")),
            accounts.qr(unknown, Duration.ofMillis(10)))) {
      assertEquals("account_not_found", refused(asked).code());
    }
  }

  @Test
  void theIntentIsStoredBeforeTheFleetIsTold() {
    AccountId id = create().id();
    fleet.on(
        id,
        () ->
            repository
                .all()
                .invoke(
                    all -> assertTrue(all.stream().anyMatch(s -> s.id().equals(id) && s.wanted())))
                .replaceWithVoid());

    AccountView after = done(accounts.initialize(id));

    assertTrue(after.wanted());
    assertEquals(List.of(Order.INITIALIZE), fleet.ordered(id));
  }

  @Test
  void initializeTwiceAsksTwiceAndChangesOnce() {
    AccountId id = create().id();
    AccountView first = done(accounts.initialize(id));
    AccountView second = done(accounts.initialize(id));

    assertEquals(first, second);
    assertFalse(done(accounts.stop(id)).wanted());
  }

  @Test
  void reconnectNeedsAPairedAccountAndAPairingCodeAnUnpairedOne() {
    AccountId id = create().id();
    assertEquals("not_paired", refused(accounts.reconnect(id)).code());

    assertEquals(
        "ABCD-1234", done(accounts.pairingCode(id, new PhoneNumber("5511987654321"))).code());
    done(ledger.record(new Fact.Identified(id, now(), identity("+5511987654321"), true)));

    assertTrue(done(accounts.reconnect(id)).paired());
    assertEquals(
        "already_paired",
        refused(accounts.pairingCode(id, new PhoneNumber("5511987654321"))).code());
  }

  @Test
  void theQrCodeThatShowsIsGivenAtOnce() {
    AccountId id = create().id();
    done(ledger.record(moved(id, standing(Status.WARMING, "qr"), false, true)));
    Qr qr = qr("one", Instant.now().plusSeconds(60));
    done(ledger.record(new Fact.QrChanged(id, now(), qr)));

    assertEquals(qr, done(accounts.qr(id, Duration.ZERO)));
    assertEquals(qr, done(accounts.qr(id, Duration.ofNanos(1))));
  }

  @Test
  void whileWarmingTheFirstQrCodeIsWaitedFor() {
    AccountId id = create().id();
    done(ledger.record(moved(id, standing(Status.WARMING, "connecting"), false, true)));
    var asked = accounts.qr(id, WAIT).subscribeAsCompletionStage();
    Qr qr = qr("one", Instant.now().plusSeconds(60));

    done(ledger.record(new Fact.QrChanged(id, now(), qr)));

    assertEquals(qr, done(Uni.createFrom().completionStage(asked)));
  }

  @Test
  void whoWaitsForAQrCodeHearsWhenThereWillBeNone() {
    AccountId id = create().id();
    done(ledger.record(moved(id, standing(Status.WARMING, "connecting"), false, true)));
    var asked = accounts.qr(id, WAIT).subscribeAsCompletionStage();

    done(ledger.record(moved(id, standing(Status.INACTIVE, "timed_out"), true, false)));

    assertEquals("qr_not_showing", refused(Uni.createFrom().completionStage(asked)).code());
  }

  @ParameterizedTest
  @CsvSource({
    "INACTIVE, created, initialize",
    "ACTIVE, online, already paired",
    "COOLDOWN, too_many_attempts, has to wait",
    "BANNED, temporary, has to wait",
    "WARMING, code, type that on the phone",
    "WARMING, connecting, ask again"
  })
  void withoutAQrCodeTheRefusalSaysWhyAndWhatToDo(Status status, String state, String says) {
    AccountId id = create().id();
    Standing standing =
        new Standing(status, state, now(), null, now().plusSeconds(900), null, null);
    done(ledger.record(moved(id, standing, status != Status.WARMING, true)));

    Refused refused = refused(accounts.qr(id, Duration.ofMillis(20)));

    assertEquals("qr_not_showing", refused.code());
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  @Test
  void whoDoesNotWaitHearsAtOnceThatThereIsNoneYet() {
    AccountId id = create().id();
    done(ledger.record(moved(id, standing(Status.WARMING, "connecting"), false, true)));

    assertEquals("qr_not_showing", refused(accounts.qr(id, Duration.ZERO)).code());
  }

  @Test
  void anExpiredQrCodeIsNotGiven() {
    AccountId id = create().id();
    done(ledger.record(moved(id, standing(Status.WARMING, "qr"), false, true)));
    done(ledger.record(new Fact.QrChanged(id, now(), qr("old", Instant.now().minusSeconds(1)))));

    assertEquals("qr_not_showing", refused(accounts.qr(id, Duration.ofMillis(20))).code());
  }

  @Test
  void thePagesOfAListHoldEveryAccountOnceInTheOrderOfCreation() {
    String tenant = unique();
    var made =
        java.util.stream.IntStream.range(0, 25)
            .mapToObj(
                i -> done(accounts.create(new NewAccount("n" + i, tenant, null, Map.of(), null))))
            .map(AccountView::id)
            .toList();

    var seen = new java.util.ArrayList<AccountId>();
    String after = null;
    do {
      AccountPage page = accounts.list(new AccountFilter(Set.of(), tenant, null, after, 10));
      page.items().forEach(account -> seen.add(account.id()));
      after = page.next();
    } while (after != null);

    assertEquals(Set.copyOf(made), Set.copyOf(seen));
    assertEquals(25, seen.size());
  }

  @Test
  void aListIsFilteredByStatusAndByPartsOfNameExternalIdAndNumber() {
    String tenant = unique();
    AccountId id =
        done(accounts.create(new NewAccount("Front Desk", tenant, "Crm-77", Map.of(), null))).id();
    done(accounts.create(new NewAccount("Other", tenant, null, Map.of(), null)));
    done(ledger.record(new Fact.Identified(id, now(), identity("+5511987654321"), true)));
    done(ledger.record(moved(id, standing(Status.ACTIVE, "online"), false, true)));

    assertEquals(List.of(id), found(Set.of(Status.ACTIVE), tenant, null));
    assertEquals(List.of(id), found(Set.of(), tenant, "front d"));
    assertEquals(List.of(id), found(Set.of(), tenant, "crm-7"));
    assertEquals(List.of(id), found(Set.of(), tenant, "+55 (11) 98765"));
    assertEquals(List.of(), found(Set.of(Status.BANNED), tenant, null));
  }

  @ParameterizedTest
  @CsvSource({"''", "nonsense", "lz-12", "-", "zzzzzzzzzzzzzzzzzzzzz-a"})
  void aWrongCursorIsRefused(String cursor) {
    var filter = new AccountFilter(Set.of(), null, null, cursor, 10);

    assertEquals("invalid_cursor", assertThrows(Refused.class, () -> accounts.list(filter)).code());
  }

  @Test
  void theTimelineTellsTheNewestFirstAndPagesBack() {
    AccountId id = create().id();
    done(accounts.initialize(id));
    done(ledger.record(new Fact.Step(id, now(), 7, "dial", 12, "ok")));
    done(ledger.record(moved(id, standing(Status.WARMING, "qr"), false, true)));
    done(ledger.record(new Fact.Trouble(id, now(), "odd", "Something is odd.", null)));

    List<TimelineEntry> newest = done(accounts.timeline(id, null, 2));
    List<TimelineEntry> older = done(accounts.timeline(id, newest.getLast().id(), 10));

    assertEquals(List.of("error", "status"), newest.stream().map(TimelineEntry::kind).toList());
    assertEquals(
        List.of("step", "operator", "status", "operator"),
        older.stream().map(TimelineEntry::kind).toList());
    assertEquals(12L, older.getFirst().durationMs());
  }

  private List<AccountId> found(Set<Status> statuses, String tenant, String q) {
    return accounts.list(new AccountFilter(statuses, tenant, q, null, 10)).items().stream()
        .map(AccountView::id)
        .toList();
  }

  private AccountView create() {
    return done(accounts.create(NewAccount.named("account")));
  }

  private static Fact.Moved moved(
      AccountId id, Standing standing, boolean resting, boolean wanted) {
    return new Fact.Moved(id, standing.since(), standing, resting, wanted, null);
  }

  private static Standing standing(Status status, String state) {
    return new Standing(status, state, now(), null, null, null, null);
  }

  private static PairedIdentity identity(String number) {
    return new PairedIdentity(number, "1@lid", "Ada", "android");
  }

  private static Qr qr(String text, Instant expiresAt) {
    return new Qr(text, 1, 6, expiresAt);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  private static <T> T done(Uni<T> uni) {
    return uni.await().atMost(WAIT);
  }

  private static Refused refused(Uni<?> uni) {
    return assertThrows(Refused.class, () -> done(uni));
  }
}
