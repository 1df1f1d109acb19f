package dev.wharf.directory;

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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class DeviceListsIT {

  private static final Instant AGES_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @Inject DeviceLists devices;
  @Inject LidMap lids;
  @Inject Memory memory;
  @Inject Pool pool;
  @Inject Clock clock;

  private AccountId account;
  private Instant now;

  @BeforeEach
  void anAccount() {
    account = Samples.account(pool);
    now = clock.instant();
  }

  @Test
  void findsWhatWasPutFromMemoryAndFromTheDatabase() {
    var list = List.of(lid(1), Jid.lid(lid(1).user(), 7), new Jid(lid(1).user(), 99, "hosted.lid"));
    put(Map.of(lid(1), list, lid(2), List.of()), now);
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(lid(1), list, lid(2), List.of()), find(now, lid(1), lid(2), lid(3)));
      memory.clear(account);
    }
  }

  @Test
  void whatIsTooOldHasToBeAskedFor() {
    put(Map.of(lid(1), List.of(lid(1))), now);
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(), find(now.plusMillis(1), lid(1)));
      assertEquals(1, find(now.minusMillis(1), lid(1)).size());
      memory.clear(account);
    }
  }

  @Test
  void anAnswerToAnEarlierQuestionDoesNotReplaceALaterOne() {
    put(Map.of(lid(1), List.of(Jid.lid(lid(1).user(), 2))), now);
    put(Map.of(lid(1), List.of(Jid.lid(lid(1).user(), 1))), now.minusSeconds(5));
    assertEquals(2, find(AGES_AGO, lid(1)).get(lid(1)).getFirst().device());
  }

  @Test
  void aListIsReplacedByTheNextAnswer() {
    put(Map.of(lid(1), List.of(lid(1))), now);
    put(Map.of(lid(1), List.of(lid(1), Jid.lid(lid(1).user(), 2))), now.plusSeconds(1));
    for (int i = 0; i < 2; i++) {
      assertEquals(2, find(now, lid(1)).get(lid(1)).size());
      memory.clear(account);
    }
  }

  @Test
  void whatIsForgottenIsForgottenInBothNamespaces() {
    run(lids.learn(account, Map.of(lid(1), phone(1))));
    put(Map.of(lid(1), List.of(lid(1)), phone(1), List.of(phone(1)), lid(2), List.of()), now);
    run(devices.forget(account, List.of(Jid.phone(phone(1).user(), 4))));
    for (int i = 0; i < 2; i++) {
      assertEquals(Map.of(lid(2), List.of()), find(AGES_AGO, lid(1), phone(1), lid(2)));
      memory.clear(account);
    }
  }

  @Test
  void anAnswerThatWasOnItsWayWhenItWasForgottenIsNotKept() {
    Instant asked = clock.instant().minusSeconds(1);
    run(devices.forget(account, List.of(lid(1))));
    put(Map.of(lid(1), List.of(lid(1))), asked);
    assertEquals(Map.of(), find(AGES_AGO, lid(1)));
    put(Map.of(lid(1), List.of(lid(1))), clock.instant().plusSeconds(1));
    assertEquals(1, find(AGES_AGO, lid(1)).size());
  }

  @Test
  void passesOverWhatIsNoUser() {
    put(Map.of(Samples.groupJid("1"), List.of()), now);
    run(devices.forget(account, List.of(Samples.groupJid("1"))));
    assertEquals(Map.of(), find(AGES_AGO, Samples.groupJid("1")));
  }

  @Test
  void whatWasMetLatelyCostsNoQuery() {
    put(Map.of(lid(1), List.of(lid(1))), now);
    run(
        pool.preparedQuery("delete from device_list where account_id = $1")
            .execute(Tuple.of(account.value())));
    assertEquals(1, find(now, lid(1)).size());
  }

  @Test
  void memoryAndDatabaseAgreeWhenManyPutAndForgetAtOnce() {
    var random = new Random(11);
    List<Uni<Void>> work = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      var some = List.of(lid(random.nextInt(8)), lid(random.nextInt(8)), lid(random.nextInt(8)));
      int device = random.nextInt(90);
      switch (random.nextInt(3)) {
        case 0 -> work.add(devices.forget(account, some));
        case 1 -> work.add(devices.find(account, some, AGES_AGO).replaceWithVoid());
        default -> {
          Map<Jid, List<Jid>> lists = new HashMap<>();
          some.forEach(user -> lists.put(user, List.of(Jid.lid(user.user(), device))));
          work.add(Uni.createFrom().deferred(() -> devices.put(account, lists, clock.instant())));
        }
      }
    }
    run(Uni.join().all(work).usingConcurrencyOf(12).andFailFast());

    Jid[] all = IntStream.range(0, 8).mapToObj(Samples::lid).toArray(Jid[]::new);
    var remembered = find(AGES_AGO, all);
    memory.clear(account);
    assertEquals(find(AGES_AGO, all), remembered);
  }

  private void put(Map<Jid, List<Jid>> lists, Instant at) {
    run(devices.put(account, lists, at));
  }

  private Map<Jid, List<Jid>> find(Instant notOlderThan, Jid... users) {
    return run(devices.find(account, List.of(users), notOlderThan));
  }
}
