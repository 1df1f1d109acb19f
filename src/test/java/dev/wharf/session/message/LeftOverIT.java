package dev.wharf.session.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class LeftOverIT {

  private static final LeftOver NOTHING = new LeftOver(false, false, false, false, false, 0);

  @Inject Accounts accounts;
  @Inject Pool pool;

  static Stream<Arguments> left() {
    return Stream.of(
        Arguments.of(
            "insert into outbox (account_id, message_id, chat, not_before, expires_at, typing)"
                + " values ($1, 'M', '1@s.whatsapp.net', now(), now(), false)",
            new LeftOver(true, false, false, false, false, 0)),
        Arguments.of(
            "insert into missing_message"
                + " (account_id, message_id, chat, sender, from_me, at, ask_at)"
                + " values ($1, 'M', '1@lid', '1@lid', false, now(), now())",
            new LeftOver(false, true, false, false, false, 0)),
        Arguments.of(
            "insert into errand (account_id, kind, chat, at, until)"
                + " values ($1, 'typing', '1@lid', now(), now())",
            new LeftOver(false, false, true, false, false, 0)),
        Arguments.of(
            "insert into untaken (account_id, message_id, sealed, told_at)"
                + " values ($1, 'M', '', now())",
            new LeftOver(false, false, false, true, false, 0)),
        Arguments.of(appState(true), new LeftOver(false, false, false, false, true, 1)),
        Arguments.of(appState(false), new LeftOver(false, false, false, false, false, 1)));
  }

  private static String appState(boolean behind) {
    return "insert into app_state (account_id, collection, version, sum, behind)"
        + " values ($1, 'critical_block', 1, decode(repeat('00', 128), 'hex'), "
        + behind
        + ")";
  }

  @ParameterizedTest
  @MethodSource("left")
  void findsWhatWasLeft(String insert, LeftOver found) {
    AccountId account = account();
    run(pool.preparedQuery(insert).execute(Tuple.of(account.value())));
    assertEquals(found, find(account));
    assertEquals(NOTHING, find(account()), "another account");
  }

  @Test
  void mostlyThereIsNothing() {
    assertEquals(NOTHING, find(account()));
  }

  private AccountId account() {
    AccountId account = run(accounts.create(NewAccount.named("left over"))).id();
    run(
        pool.preparedQuery(
                "insert into data_key (account_id, wrapped, master_key_id) values ($1, '', '')")
            .execute(Tuple.of(account.value())));
    return account;
  }

  private LeftOver find(AccountId account) {
    return run(new LeftOver.Finder(pool).of(account));
  }

  private static <T> T run(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(30));
  }
}
