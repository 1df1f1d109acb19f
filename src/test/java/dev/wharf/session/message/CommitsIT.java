package dev.wharf.session.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class CommitsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Pool pool;
  @Inject Vertx vertx;
  private Commits commits;

  @BeforeEach
  void makeTable() {
    commits = new Commits(vertx, pool);
    done(
        pool.query("create table if not exists commit_trial (line integer primary key)").execute());
  }

  @AfterEach
  void dropTable() {
    done(pool.query("drop table commit_trial").execute());
  }

  @Test
  void everybodyGetsTheirOwnAnswer() {
    var answers =
        IntStream.range(0, 300)
            .mapToObj(i -> commits.run(tx -> insert(tx, i)).subscribeAsCompletionStage())
            .toList();
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(i, done(answers.get(i)));
    }
    assertEquals(300, count());
  }

  @Test
  void whatWaitsTogetherIsStoredInFewerTransactions() {
    var answers =
        IntStream.range(0, 100)
            .mapToObj(i -> commits.run(CommitsIT::transaction).subscribeAsCompletionStage())
            .toList();
    assertTrue(answers.stream().map(CommitsIT::done).distinct().count() < 20);
  }

  @Test
  void oneThatCannotBeStoredFailsAlone() {
    var first = commits.run(tx -> insert(tx, 1)).subscribeAsCompletionStage();
    var good = commits.run(tx -> insert(tx, 2)).subscribeAsCompletionStage();
    var twice = commits.run(tx -> insert(tx, 1)).subscribeAsCompletionStage();
    var thrown =
        commits
            .<Integer>run(
                tx -> {
                  throw new IllegalStateException("in the work itself");
                })
            .subscribeAsCompletionStage();
    var last = commits.run(tx -> insert(tx, 3)).subscribeAsCompletionStage();
    assertEquals(List.of(1, 2, 3), List.of(done(first), done(good), done(last)));
    assertThrows(RuntimeException.class, () -> done(twice));
    assertThrows(RuntimeException.class, () -> done(thrown));
    assertEquals(3, count());
    Integer next = done(commits.run(tx -> insert(tx, 4)));
    assertEquals(4, next);
  }

  @Test
  void isStoredWhenItIsSaidToBe() {
    for (int i = 0; i < 20; i++) {
      done(commits.run(tx -> insert(tx, 0).replaceWith(0)).onFailure().recoverWithItem(0));
      assertEquals(1, count());
    }
  }

  private static Uni<Integer> insert(SqlConnection tx, int line) {
    return tx.preparedQuery("insert into commit_trial values ($1) returning line")
        .execute(Tuple.of(line))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private static Uni<String> transaction(SqlConnection tx) {
    return tx.preparedQuery("select pg_current_xact_id()::text")
        .execute()
        .map(rows -> rows.iterator().next().getString(0));
  }

  private int count() {
    return done(
        pool.query("select count(*)::integer from commit_trial")
            .execute()
            .map(rows -> rows.iterator().next().getInteger(0)));
  }

  private static <T> T done(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  private static <T> T done(CompletableFuture<T> answer) {
    return done(Uni.createFrom().completionStage(answer));
  }
}
