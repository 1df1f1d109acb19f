package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.account.ScriptedFleet;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.signal.PreKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedFleet.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class KeystoreIT {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

  private final SecureRandom random = new SecureRandom();

  @Inject CredentialStore credentials;
  @Inject PreKeyStore preKeys;
  @Inject MasterKeyCheck check;
  @Inject Pool pool;
  @Inject Vertx vertx;

  @Test
  void anAccountWithoutCredentialsHasNone() {
    assertEquals(Optional.empty(), done(credentials.load(account())));
  }

  @Test
  void freshCredentialsComeBackAsTheyWere() {
    AccountId account = account();
    var fresh = Credentials.fresh(DeviceKeys.generate(random), NOW);

    done(credentials.save(account, fresh));

    assertEquals(Optional.of(fresh), done(credentials.load(account)));
  }

  @Test
  void pairedCredentialsReplaceTheFreshOnesAndComeBackWhole() {
    AccountId account = account();
    var fresh = Credentials.fresh(DeviceKeys.generate(random), NOW);
    done(credentials.save(account, fresh));
    var paired =
        fresh
            .withIdentity(identity())
            .withRoutingInfo(new byte[] {8, 2, 8, 5})
            .withServerChain(new byte[] {1, 2, 3})
            .connected(NOW.plusSeconds(5));

    done(credentials.save(account, paired));

    Credentials back = done(credentials.load(account)).orElseThrow();
    assertEquals(paired, back);
    assertArrayEquals(identity().accountSignatureKey(), back.identity().accountSignatureKey());
    assertEquals(-2, back.identity().keyIndex());
  }

  @Test
  void nothingOfAPrivateKeyLiesOpenInTheDatabase() {
    AccountId account = account();
    var fresh = Credentials.fresh(DeviceKeys.generate(random), NOW);
    done(credentials.save(account, fresh));

    String sealed = hex(bytes("select sealed from credentials where account_id = $1", account));

    assertFalse(sealed.contains(hex(fresh.keys().noise().privateKey())));
    assertFalse(sealed.contains(hex(fresh.keys().advSecret())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update credentials set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)",
        "update credentials set sealed = ''",
        "update credentials set sealed = set_byte(sealed, 0, 9)",
        "update account_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)"
      })
  void aTamperedRowIsAFaultAndStaysAsItIs(String tampering) {
    AccountId account = account();
    done(credentials.save(account, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    run(tampering + " where account_id = $1", account.value());
    byte[] before = bytes("select sealed from credentials where account_id = $1", account);

    assertEquals(KeystoreFault.Kind.CORRUPT, fault(credentials.load(account)));

    assertArrayEquals(
        before, bytes("select sealed from credentials where account_id = $1", account));
  }

  @Test
  void aRowOfAnotherAccountDoesNotOpenEvenWithItsKey() {
    AccountId one = account();
    AccountId two = account();
    done(credentials.save(one, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    done(credentials.save(two, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    String swap =
        "update %s set %s = (select %s from %s where account_id = $2) where account_id = $1";

    run(swap.formatted("credentials", "sealed", "sealed", "credentials"), one.value(), two.value());
    assertEquals(KeystoreFault.Kind.CORRUPT, fault(credentials.load(one)));
    run(
        swap.formatted("account_key", "wrapped", "wrapped", "account_key"),
        one.value(),
        two.value());

    assertEquals(KeystoreFault.Kind.CORRUPT, fault(credentials.load(one)));
  }

  @Test
  void anotherMasterKeyIsToldApartAndWritesNothing() {
    AccountId account = account();
    done(credentials.save(account, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    byte[] before = bytes("select sealed from credentials where account_id = $1", account);
    var foreign = new DataKeys(MasterKey.of(new byte[32]), random);
    var store = new CredentialStore(pool, foreign, Clock.systemUTC(), random);
    var keys = new PreKeyStore(pool, vertx, foreign, random);

    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault(store.load(account)));
    assertEquals(
        KeystoreFault.Kind.WRONG_MASTER_KEY,
        fault(store.save(account, Credentials.fresh(DeviceKeys.generate(random), NOW))));
    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault(keys.allocate(account, 3, random)));

    assertArrayEquals(
        before, bytes("select sealed from credentials where account_id = $1", account));
  }

  @Test
  void theCheckAtTheStartKnowsItsKeyAndRefusesAnother() {
    done(check.verify());
    var other = new MasterKeyCheck(pool, MasterKey.of(new byte[32]), random);

    var fault = assertThrows(KeystoreFault.class, () -> done(other.verify()));

    assertEquals(KeystoreFault.Kind.WRONG_MASTER_KEY, fault.kind());
    assertTrue(fault.getMessage().contains("set WHARF_MASTER_KEY"), fault.getMessage());
  }

  @Test
  void anArchivedAccountStartsAfreshAndTheArchiveIsPurgedInTime() {
    AccountId account = account();
    done(credentials.save(account, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    done(preKeys.allocate(account, 5, random));

    done(credentials.archive(account, "reset"));
    done(credentials.archive(account, "again"));

    assertEquals(Optional.empty(), done(credentials.load(account)));
    assertEquals(List.of(), done(preKeys.pending(account)));
    assertEquals(
        1, count("select count(*) from credentials_archive where account_id = $1", account));
    assertEquals(1, done(preKeys.allocate(account, 1, random)).getFirst().id());
    done(credentials.purgeArchivedBefore(Instant.now().minusSeconds(3600)));
    assertEquals(
        1, count("select count(*) from credentials_archive where account_id = $1", account));
    done(credentials.purgeArchivedBefore(Instant.now().plusSeconds(3600)));
    assertEquals(
        0, count("select count(*) from credentials_archive where account_id = $1", account));
  }

  @Test
  void preKeysAreStoredBeforeTheyAreGivenAndComeBackInOrder() {
    AccountId account = account();

    List<PreKey> made = done(preKeys.allocate(account, 812, random));

    assertEquals(
        IntStream.rangeClosed(1, 812).boxed().toList(), made.stream().map(PreKey::id).toList());
    assertEquals(made, done(preKeys.pending(account)));
    assertEquals(Optional.of(made.get(99)), done(preKeys.find(account, 100)));
    assertEquals(813, done(preKeys.allocate(account, 1, random)).getFirst().id());
  }

  @Test
  void uploadedPreKeysAreNoLongerPendingButStillFoundUntilTheyAreUsed() {
    AccountId account = account();
    done(preKeys.allocate(account, 10, random));

    done(preKeys.uploaded(account, 8));

    assertEquals(List.of(9, 10), ids(done(preKeys.pending(account))));
    assertTrue(done(preKeys.find(account, 3)).isPresent());
    done(preKeys.remove(account, 3));
    assertEquals(Optional.empty(), done(preKeys.find(account, 3)));
  }

  @Test
  void preKeyIdsGoOnAtOneAfterTheLastAndStayInTheOrderOfMaking() {
    AccountId account = account();
    done(preKeys.allocate(account, 2, random));
    run(
        "update account_key set next_pre_key_id = $2 where account_id = $1",
        account.value(),
        PreKey.MAX_ID - 1);

    List<PreKey> made = done(preKeys.allocate(account, 4, random));

    assertEquals(List.of(PreKey.MAX_ID - 1, PreKey.MAX_ID, 1, 2), ids(made));
    assertEquals(made, done(preKeys.pending(account)));
    done(preKeys.uploaded(account, PreKey.MAX_ID));
    assertEquals(List.of(1, 2), ids(done(preKeys.pending(account))));
    assertEquals(3, done(preKeys.allocate(account, 1, random)).getFirst().id());
  }

  @Test
  void preKeysThatAreAllocatedAtTheSameTimeNeverShareAnId() {
    AccountId account = account();
    List<Uni<List<PreKey>>> tries =
        IntStream.range(0, 8).mapToObj(i -> preKeys.allocate(account, 20, random)).toList();

    List<List<PreKey>> made = done(Uni.join().all(tries).andFailFast());

    assertEquals(160, made.stream().flatMap(List::stream).map(PreKey::id).distinct().count());
  }

  @Test
  void aTamperedPreKeyIsAFault() {
    AccountId account = account();
    done(preKeys.allocate(account, 2, random));
    run(
        "update pre_key set sealed = (select sealed from pre_key where account_id = $1 and id = 2)"
            + " where account_id = $1 and id = 1",
        account.value());

    assertEquals(KeystoreFault.Kind.CORRUPT, fault(preKeys.find(account, 1)));
  }

  @Test
  void theKeysGoWithTheAccount() {
    AccountId account = account();
    done(credentials.save(account, Credentials.fresh(DeviceKeys.generate(random), NOW)));
    done(preKeys.allocate(account, 2, random));

    run("delete from account where id = $1", account.value());

    assertEquals(0, count("select count(*) from account_key where account_id = $1", account));
    assertEquals(0, count("select count(*) from pre_key where account_id = $1", account));
  }

  private AccountId account() {
    var id = AccountId.random(random);
    run(
        "insert into account (id, name, metadata, created_at, wanted, wanted_at, paired, status,"
            + " state, since) values ($1, 'keys', '{}', now(), false, now(), false, 'inactive',"
            + " 'created', now())",
        id.value());
    return id;
  }

  private static PairingIdentity identity() {
    return new PairingIdentity(
        Jid.phone("5511987654321", 7),
        Jid.lid("123456789012345", 7),
        "android",
        null,
        new byte[] {5, 6, 7},
        -2,
        new byte[] {9, 9});
  }

  private static List<Integer> ids(List<PreKey> keys) {
    return keys.stream().map(PreKey::id).toList();
  }

  private void run(String sql, Object... values) {
    done(pool.preparedQuery(sql).execute(Tuple.from(values)));
  }

  private byte[] bytes(String sql, AccountId account) {
    Row row = done(pool.preparedQuery(sql).execute(Tuple.of(account.value()))).iterator().next();
    return ((Buffer) row.getValue(0)).getBytes();
  }

  private long count(String sql, AccountId account) {
    return done(pool.preparedQuery(sql).execute(Tuple.of(account.value())))
        .iterator()
        .next()
        .getLong(0);
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static KeystoreFault.Kind fault(Uni<?> uni) {
    return assertThrows(KeystoreFault.class, () -> done(uni)).kind();
  }

  private static <T> T done(Uni<T> uni) {
    return uni.await().atMost(WAIT);
  }
}
