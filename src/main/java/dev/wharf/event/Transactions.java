package dev.wharf.event;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * The one bridge from anywhere (a verticle, a timer, a plain thread) to Hibernate Reactive, which
 * works only on a duplicated context that is marked safe.
 */
@ApplicationScoped
public class Transactions {

  private final Vertx vertx;

  Transactions(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs work in a transaction of its own; the result comes back on the caller's context. */
  public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    return bridged(() -> Panache.withTransaction(work));
  }

  /** Runs reads in a session of their own; the result comes back on the caller's context. */
  public <T> Uni<T> inSession(Supplier<Uni<T>> work) {
    return bridged(() -> Panache.withSession(work));
  }

  private <T> Uni<T> bridged(Supplier<Uni<T>> work) {
    return Uni.createFrom().emitter(emitter -> run(work, emitter));
  }

  private <T> void run(Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
    Context caller = vertx.getOrCreateContext();
    Context own = VertxContext.createNewDuplicatedContext(caller);
    VertxContextSafetyToggle.setContextSafe(own, true);
    own.runOnContext(
        ignored ->
            Uni.createFrom()
                .deferred(work::get)
                .subscribe()
                .with(
                    item -> caller.runOnContext(back -> emitter.complete(item)),
                    failure -> caller.runOnContext(back -> emitter.fail(failure))));
  }
}
