package dev.wharf.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** The one place where Mutiny meets the session's futures. */
final class Bridge {

  private Bridge() {}

  /** The outcome of {@code work}, told on {@code context}. */
  static <T> Future<T> on(Context context, Supplier<Uni<T>> work) {
    Promise<T> promise = Promise.promise();
    Uni.createFrom()
        .<T>deferred(work::get)
        .subscribe()
        .with(
            item -> context.runOnContext(v -> promise.complete(item)),
            failure -> context.runOnContext(v -> promise.fail(failure)));
    return promise.future();
  }

  static <T> Uni<T> uni(Supplier<Future<T>> work) {
    return Uni.createFrom()
        .emitter(emitter -> work.get().onSuccess(emitter::complete).onFailure(emitter::fail));
  }
}
