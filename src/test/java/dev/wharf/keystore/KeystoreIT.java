package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.protocol.signal.PreKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class KeystoreIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject CredentialStore credentials;
  @Inject PreKeyStore preKeys;
  @Inject DataKeys dataKeys;
  @Inject MasterKey masterKey;
  @Inject MasterKeyCheck check;
  @Inject CredentialArchiveJob job;
  @Inject Clock clock;
  @Inject Pool pool;

  private final AccountId account = AccountId.random(Samples.RANDOM);
  private final AccountId other = AccountId.random(Samples.RANDOM);

  @Test
  void loadsWhatWasSavedLast() {
    var last = Samples.paired();
    run(credentials.save(account, Samples.fresh()));
    run(credentials.save(account, last));
    dataKeys.forgetOpened();
    assertEquals(Optional.of(last), run(credentials.load(account)));
  }

  @Test
  void findsNothingForAnUnknownAccount() {
    assertEquals(Optional.empty(), run(credentials.load(account)));
    assertEquals(Optional.empty(), run(preKeys.find(account, 1)));
    assertEquals(0, count("data_key"));
  }

  @Test
  void storesNothingInTheClear() {
    var saved = Samples.paired();
    run(credentials.save(account, saved));
    byte[] box = sealed("credential", account).getBytes();
    assertFalse(contains(box, saved.keys().noise().privateKey()));
    assertFalse(contains(box, "4915550000001".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void doesNotOpenTheRowOfAnotherAccount() {
    run(credentials.save(account, Samples.paired()));
    run(credentials.save(other, Samples.paired()));
    execute(
        "update credential set sealed = $2 where account_id = $1",
        Tuple.of(account.value(), sealed("credential", other)));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(credentials.load(account)));
  }

  @Test
  void doesNotOpenADataKeyOfAnotherAccount() {
    run(credentials.save(account, Samples.paired()));
    run(credentials.save(other, Samples.paired()));
    execute(
        "update data_key set wrapped = (select wrapped from data_key where account_id = $2)"
            + " where account_id = $1",
        Tuple.of(account.value(), other.value()));
    dataKeys.forgetOpened();
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(credentials.load(account)));
  }

  @Test
  void saysThatADataKeyNeedsAnotherMasterKey() {
    run(credentials.save(account, Samples.paired()));
    execute(
        "update data_key set master_key_id = 'another' where account_id = $1",
        Tuple.of(account.value()));
    dataKeys.forgetOpened();
    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault(credentials.load(account)));
  }

  @Test
  void agreesOnOneDataKeyWhenManyAskAtOnce() {
    var keys =
        run(
            Uni.join()
                .all(IntStream.range(0, 16).mapToObj(i -> dataKeys.of(account)).toList())
                .andFailFast());
    assertEquals(1, new HashSet<>(keys).size());
  }

  @Test
  void archivesOnceAndPutsThePreKeysAside() {
    run(credentials.save(account, Samples.paired()));
    run(preKeys.allocate(account, 3, Samples.RANDOM));
    run(credentials.archive(account, "logged_out"));
    run(credentials.archive(account, "logged_out"));
    assertEquals(Optional.empty(), run(credentials.load(account)));
    assertEquals(Optional.empty(), run(preKeys.find(account, 1)));
    assertEquals(1, count("credential_archive"));
  }

  @Test
  void takesTheNewestArchiveBackWithItsPreKeys() {
    run(credentials.save(account, Samples.paired()));
    run(credentials.archive(account, "older"));
    var newest = Samples.paired();
    run(credentials.save(account, newest));
    var made = run(preKeys.allocate(account, 3, Samples.RANDOM));
    run(credentials.archive(account, "newest"));
    assertEquals(Optional.of(newest), run(credentials.restore(account)));
    assertEquals(Optional.of(newest), run(credentials.load(account)));
    assertEquals(Optional.of(made.getLast()), run(preKeys.find(account, made.getLast().id())));
    assertEquals(1, count("credential_archive"));
  }

  @Test
  void takesNothingBackOverWhatIsThere() {
    run(credentials.save(account, Samples.paired()));
    run(credentials.archive(account, "older"));
    var present = Samples.paired();
    run(credentials.save(account, present));
    assertEquals(Optional.of(present), run(credentials.restore(account)));
    assertEquals(1, count("credential_archive"));
  }

  @Test
  void hasNothingToTakeBack() {
    assertEquals(Optional.empty(), run(credentials.restore(account)));
  }

  @Test
  void keepsTheArchiveAWeek() {
    run(credentials.save(account, Samples.paired()));
    run(preKeys.allocate(account, 3, Samples.RANDOM));
    run(credentials.archive(account, "logged_out"));
    age("6 days 23 hours");
    run(job.run());
    assertEquals(1, count("credential_archive"));
    age("7 days 1 hour");
    run(job.run());
    assertEquals(0, count("credential_archive"));
    assertEquals(0, count("pre_key"));
  }

  @Test
  void forgetsEverything() {
    run(credentials.save(account, Samples.paired()));
    run(preKeys.allocate(account, 3, Samples.RANDOM));
    run(credentials.archive(account, "deleted"));
    run(credentials.save(account, Samples.paired()));
    run(credentials.forget(account));
    for (var table :
        List.of("data_key", "credential", "credential_archive", "pre_key", "pre_key_counter")) {
      assertEquals(0, count(table), table);
    }
    assertEquals(Optional.empty(), run(credentials.load(account)));
  }

  @Test
  void allocatesPreKeysThatCanBeFound() {
    var made = run(preKeys.allocate(account, 812, Samples.RANDOM));
    assertEquals(IntStream.rangeClosed(1, 812).boxed().toList(), ids(made));
    dataKeys.forgetOpened();
    assertEquals(Optional.of(made.get(411)), run(preKeys.find(account, 412)));
    assertEquals(Optional.empty(), run(preKeys.find(account, 813)));
  }

  @Test
  void countsThePreKeysThatWeHave() {
    run(preKeys.allocate(account, 20, Samples.RANDOM));
    run(preKeys.allocate(other, 30, Samples.RANDOM));
    assertEquals(20, known(IntStream.rangeClosed(1, 20)));
    assertEquals(20, known(IntStream.rangeClosed(1, 30)));
    // Runs of several, a single one, an end within a run, and ids that nobody has.
    assertEquals(9, known(IntStream.of(16, 2, 3, 4, 9, 17, 18, 19, 20, 21, 1000)));
    assertEquals(0, known(IntStream.of(21, 22)));
    assertEquals(0, known(IntStream.empty()));
    run(credentials.save(account, Samples.paired()));
    run(credentials.archive(account, "logged_out"));
    assertEquals(0, known(IntStream.rangeClosed(1, 20)));
  }

  private int known(IntStream ids) {
    return run(preKeys.count(account, ids.boxed().collect(Collectors.toSet())));
  }

  @Test
  void makesKeysOffTheEventLoop() {
    var onEventLoop = new AtomicBoolean();
    RandomGenerator watching =
        () -> {
          onEventLoop.compareAndSet(false, Context.isOnEventLoopThread());
          return Samples.RANDOM.nextLong();
        };
    run(preKeys.allocate(account, 2, watching));
    assertFalse(onEventLoop.get());
  }

  @Test
  void neverGivesAnIdTwice() {
    var first = Uni.join().all(allocations()).andFailFast();
    var ids = run(first).stream().flatMap(made -> ids(made).stream()).toList();
    assertEquals(40, new HashSet<>(ids).size());
    assertEquals(41, run(preKeys.allocate(account, 1, Samples.RANDOM)).getFirst().id());
  }

  @Test
  void goesOnCountingAfterTheCredentialsAreArchived() {
    run(credentials.save(account, Samples.paired()));
    run(preKeys.allocate(account, 5, Samples.RANDOM));
    run(credentials.archive(account, "logged_out"));
    assertEquals(6, run(preKeys.allocate(account, 1, Samples.RANDOM)).getFirst().id());
  }

  @Test
  void startsOverAfterTheLastId() {
    run(preKeys.allocate(account, 2, Samples.RANDOM));
    startAt(PreKey.MAX_ID - 1);
    var made = run(preKeys.allocate(account, 4, Samples.RANDOM));
    assertEquals(List.of(PreKey.MAX_ID - 1, PreKey.MAX_ID, 1, 2), ids(made));
    assertEquals(Optional.of(made.getLast()), run(preKeys.find(account, 2)));
    assertEquals(3, run(preKeys.allocate(account, 1, Samples.RANDOM)).getFirst().id());
  }

  @Test
  void endsABatchExactlyAtTheLastId() {
    run(preKeys.allocate(account, 1, Samples.RANDOM));
    startAt(PreKey.MAX_ID);
    assertEquals(PreKey.MAX_ID, run(preKeys.allocate(account, 1, Samples.RANDOM)).getFirst().id());
    assertEquals(1, run(preKeys.allocate(account, 1, Samples.RANDOM)).getFirst().id());
  }

  @Test
  void remembersUpToWhichTheServerHasThem() {
    run(preKeys.allocate(account, 3, Samples.RANDOM));
    run(preKeys.uploaded(account, 3));
    var row =
        run(
            pool.preparedQuery("select uploaded_to from pre_key_counter where account_id = $1")
                .execute(Tuple.of(account.value())));
    assertEquals(3, row.iterator().next().getInteger(0));
  }

  @Test
  void refusesToAllocateNone() {
    assertThrows(
        IllegalArgumentException.class, () -> preKeys.allocate(account, 0, Samples.RANDOM));
  }

  @Test
  void startsAgainWithTheSameMasterKey() {
    run(check.check(masterKey));
    run(check.check(masterKey));
  }

  @Test
  void refusesToStartWithAnotherMasterKeyAndChangesNothing() {
    var another = MasterKey.of(Samples.bytes(32));
    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault(check.check(another)));
    assertNotEquals(masterKey.id(), another.id());
    run(check.check(masterKey));
  }

  private List<Uni<List<PreKey>>> allocations() {
    return IntStream.range(0, 8)
        .mapToObj(i -> preKeys.allocate(account, 5, Samples.RANDOM))
        .toList();
  }

  private static List<Integer> ids(List<PreKey> keys) {
    return keys.stream().map(PreKey::id).toList();
  }

  private void startAt(int id) {
    execute(
        "update pre_key_counter set next_id = $2 where account_id = $1",
        Tuple.of(account.value(), id));
  }

  private void age(String interval) {
    execute(
        "update credential_archive set archived_at = $2::timestamptz - $3::text::interval"
            + " where account_id = $1",
        Tuple.of(account.value(), clock.instant().atOffset(ZoneOffset.UTC), interval));
  }

  private Buffer sealed(String table, AccountId of) {
    var row =
        run(pool.preparedQuery("select sealed from " + table + " where account_id = $1")
                .execute(Tuple.of(of.value())))
            .iterator()
            .next();
    return Buffer.buffer(row.getBuffer(0).getBytes());
  }

  private int count(String table) {
    return run(pool.preparedQuery(
                "select count(*)::integer from " + table + " where account_id = $1")
            .execute(Tuple.of(account.value())))
        .iterator()
        .next()
        .getInteger(0);
  }

  private void execute(String sql, Tuple values) {
    assertTrue(run(pool.preparedQuery(sql).execute(values)).rowCount() > 0);
  }

  private static KeystoreFault.Kind fault(Uni<?> work) {
    return assertThrows(KeystoreFault.class, () -> run(work)).kind();
  }

  private static <T> T run(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  private static boolean contains(byte[] all, byte[] part) {
    return IntStream.rangeClosed(0, all.length - part.length)
        .anyMatch(from -> Arrays.equals(all, from, from + part.length, part, 0, part.length));
  }
}
