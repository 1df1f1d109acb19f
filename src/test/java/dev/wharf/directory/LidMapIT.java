package dev.wharf.directory;

import static dev.wharf.directory.Samples.count;
import static dev.wharf.directory.Samples.lid;
import static dev.wharf.directory.Samples.phone;
import static dev.wharf.directory.Samples.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LidMapIT {

  @Inject LidMap lids;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = Samples.account(pool);
  }

  @Test
  void findsWhatWasLearnedBothWays() {
    learn(lid(1), phone(1));
    lids.clear(account);
    assertEquals(Map.of(phone(1), lid(1)), lidsOf(phone(1), phone(2)));
    lids.clear(account);
    assertEquals(Map.of(lid(1), phone(1)), phonesOf(lid(1), lid(2)));
  }

  @Test
  void knowsNothingForAnotherAccount() {
    learn(lid(1), phone(1));
    assertEquals(Map.of(), run(lids.lidsOf(Samples.account(pool), List.of(phone(1)))));
  }

  @Test
  void takesDevicesAndOlderNamesOfServersForTheUser() {
    learn(Jid.lid(lid(1).user(), 5), Jid.of(phone(1).user(), "c.us"));
    assertEquals(Map.of(phone(1), lid(1)), lidsOf(Jid.phone(phone(1).user(), 99)));
  }

  @ParameterizedTest
  @CsvSource({
    "4915100010001@s.whatsapp.net, 10000000001@lid",
    "10000000001@lid, 10000000002@lid",
    "4915100010001@s.whatsapp.net, 4915100010002@s.whatsapp.net",
    "10000000001@lid, 120363000000000001@g.us",
    "10000000001@lid, @s.whatsapp.net",
    "10000000001@lid, 12@s.whatsapp.net",
    "abc@lid, 4915100010001@s.whatsapp.net",
    "@lid, 4915100010001@s.whatsapp.net"
  })
  void passesOverWhatIsNoPair(String left, String right) {
    learn(Jid.parse(left), Jid.parse(right));
    assertEquals(0, count(pool, "lid_mapping", account));
  }

  @Test
  void aNumberThatChangedItsOwnerBelongsToTheNewOne() {
    learn(lid(1), phone(1));
    learn(lid(2), phone(1));
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(phone(1), lid(2)), lidsOf(phone(1)));
      assertEquals(Map.of(lid(2), phone(1)), phonesOf(lid(1), lid(2)));
      lids.clear(account);
    }
    assertEquals(1, count(pool, "lid_mapping_past", account));
  }

  @Test
  void aPersonWhoChangedTheirNumberHasTheNewOne() {
    learn(lid(1), phone(1));
    learn(lid(1), phone(2));
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(lid(1), phone(2)), phonesOf(lid(1)));
      assertEquals(Map.of(phone(2), lid(1)), lidsOf(phone(1), phone(2)));
      lids.clear(account);
    }
  }

  @Test
  void aPairThatComesBackIsTrueAgainAndTheHistoryHasAll() {
    learn(lid(1), phone(1));
    learn(lid(2), phone(1));
    learn(lid(1), phone(1));
    assertEquals(Map.of(phone(1), lid(1)), lidsOf(phone(1)));
    assertEquals(2, count(pool, "lid_mapping_past", account));
    assertEquals(1, count(pool, "lid_mapping", account));
  }

  @Test
  void twoWhoSwapTheirNumbersAreBothRight() {
    run(lids.learn(account, Map.of(lid(1), phone(1), lid(2), phone(2))));
    run(lids.learn(account, Map.of(lid(1), phone(2), lid(2), phone(1))));
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(lid(1), phone(2), lid(2), phone(1)), phonesOf(lid(1), lid(2)));
      lids.clear(account);
    }
    assertEquals(2, count(pool, "lid_mapping_past", account));
  }

  @Test
  void whatIsKnownCostsNoQuery() {
    learn(lid(1), phone(1));
    forgetRows();
    assertEquals(Map.of(phone(1), lid(1)), lidsOf(phone(1)));
    assertEquals(Map.of(lid(1), phone(1)), phonesOf(lid(1)));
    learn(lid(1), phone(1));
    assertEquals(0, count(pool, "lid_mapping", account));
  }

  @Test
  void clearingAsksTheDatabaseAgain() {
    learn(lid(1), phone(1));
    forgetRows();
    lids.clear(account);
    assertEquals(Map.of(), lidsOf(phone(1)));
  }

  @Test
  void learnsManyAtOnce() {
    Map<Jid, Jid> many = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      many.put(lid(i), phone(i));
    }
    run(lids.learn(account, many));
    run(lids.learn(account, many));
    lids.clear(account);
    assertEquals(many, run(lids.phonesOf(account, many.keySet())));
    assertEquals(0, count(pool, "lid_mapping_past", account));
  }

  /** Contradicting pairs from all sides: in the end it is one to one, and memory says the same. */
  @Test
  void staysOneToOneAndCoherentWhenManyLearnAtOnce() {
    var random = new Random(5);
    List<Uni<Void>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      work.add(lids.learn(account, Map.of(lid(random.nextInt(6)), phone(random.nextInt(6)))));
      work.add(lids.lidsOf(account, List.of(phone(random.nextInt(6)))).replaceWithVoid());
    }
    run(Uni.join().all(work).usingConcurrencyOf(12).andFailFast());

    List<Jid> phones = IntStream.range(0, 6).mapToObj(Samples::phone).toList();
    List<Jid> all = IntStream.range(0, 6).mapToObj(Samples::lid).toList();
    var remembered = run(lids.lidsOf(account, phones));
    var rememberedBack = run(lids.phonesOf(account, all));
    lids.clear(account);
    var stored = run(lids.lidsOf(account, phones));
    assertEquals(stored, remembered);
    assertEquals(new HashSet<>(stored.values()), rememberedBack.keySet());
    stored.forEach((phone, lid) -> assertEquals(phone, rememberedBack.get(lid)));
  }

  @Test
  void goesWithItsAccount() {
    learn(lid(1), phone(1));
    learn(lid(1), phone(2));
    run(pool.preparedQuery("delete from account where id = $1").execute(Tuple.of(account.value())));
    assertEquals(0, count(pool, "lid_mapping", account));
    assertEquals(0, count(pool, "lid_mapping_past", account));
  }

  private void learn(Jid left, Jid right) {
    run(lids.learn(account, Map.of(left, right)));
  }

  private Map<Jid, Jid> lidsOf(Jid... phones) {
    return run(lids.lidsOf(account, List.of(phones)));
  }

  private Map<Jid, Jid> phonesOf(Jid... asked) {
    return run(lids.phonesOf(account, List.of(asked)));
  }

  private void forgetRows() {
    run(
        pool.preparedQuery("delete from lid_mapping where account_id = $1")
            .execute(Tuple.of(account.value())));
  }
}
