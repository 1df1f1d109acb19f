package dev.wharf.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /**
   * What a session does, told on the context of whoever asks, which may have things to go with it.
   */
  static <T> Uni<T> uni(Supplier<Future<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context caller = Vertx.currentContext();
              work.get()
                  .onSuccess(item -> back(caller, () -> emitter.complete(item)))
                  .onFailure(failure -> back(caller, () -> emitter.fail(failure)));
            });
  }

  private static void back(@Nullable Context caller, Runnable tell) {
    if (caller == null) {
      tell.run();
    } else {
      caller.runOnContext(v -> tell.run());
    }
  }
}
