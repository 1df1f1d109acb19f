package dev.wharf.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server and the recipient say of one message at the same moment. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class AckAndReceiptIT extends Mailbox {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static Stream<Jid> chats() {
    return Stream.of(BOB, GROUP);
  }

  /** The two halves of an ack with a receipt in between: neither may hold what the other wants. */
  @ParameterizedTest
  @MethodSource("chats")
  void bothAreStored(Jid chat) throws Exception {
    AccountId account = account();
    MessageId id = accept(account, text(chat, "hello"));
    leave(account, id);
    var key = Tuple.of(account.value(), id.value());

    var ack = done(pool.getConnection());
    try (var other = Executors.newSingleThreadExecutor()) {
      var transaction = done(ack.begin());
      done(
          ack.preparedQuery("delete from outbox where account_id = $1 and message_id = $2")
              .execute(key));
      var receipt = other.submit(() -> seen(account, chat, BOB, Seen.Kind.DELIVERED, id));
      awaitSomebodyWaits();
      done(
          ack.preparedQuery(
                  "update message set state = 2, attempts = 1"
                      + " where account_id = $1 and message_id = $2")
              .execute(key));
      done(transaction.commit());
      assertEquals(1, receipt.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).size());
    } finally {
      done(ack.close());
    }
    assertEquals(MessageState.DELIVERED, state(account, id));
  }

  private void awaitSomebodyWaits() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (waiting() == 0) {
      assertTrue(System.nanoTime() < end, "nobody waits for the ack");
    }
  }

  private long waiting() {
    return done(pool.query("select count(*) from pg_locks where not granted").execute())
        .iterator()
        .next()
        .getLong(0);
  }
}
