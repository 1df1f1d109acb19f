package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On whose context outcomes are told. */
class BridgeTest {

  private record Told(Object outcome, Context on) {}

  private final Vertx vertx = Vertx.vertx();
  private final Context session = vertx.getOrCreateContext();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatASessionDidIsToldOnTheContextOfWhoAsked() throws Exception {
    Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());

    Told told = ask(request, bySession(Future.succeededFuture("done")));

    assertEquals("done", told.outcome());
    assertSame(request, told.on());
  }

  @Test
  void whatASessionCouldNotDoToo() throws Exception {
    Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());

    Told told = ask(request, bySession(Future.failedFuture(new IOException("gone"))));

    assertInstanceOf(IOException.class, told.outcome());
    assertSame(request, told.on());
  }

  @Test
  void whoAsksFromAPlainThreadIsToldAsWell() {
    assertEquals(
        "done", Bridge.uni(() -> bySession(Future.succeededFuture("done"))).await().indefinitely());
    assertNull(Vertx.currentContext());
  }

  private <T> Future<T> bySession(Future<T> outcome) {
    Promise<T> promise = Promise.promise();
    session.runOnContext(v -> outcome.onComplete(promise));
    return promise.future();
  }

  private static Told ask(Context request, Future<String> work) throws Exception {
    var told = new CompletableFuture<Told>();
    request.runOnContext(
        v ->
            Bridge.uni(() -> work)
                .subscribe()
                .with(
                    item -> told.complete(new Told(item, Vertx.currentContext())),
                    failure -> told.complete(new Told(failure, Vertx.currentContext()))));
    return told.get(30, TimeUnit.SECONDS);
  }
}
