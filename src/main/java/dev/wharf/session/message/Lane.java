package dev.wharf.session.message;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One after the other: a ratchet that two pieces of work read at once would use a counter twice.
 * Belongs to the account, not to a link, for work of the last link may still be on its way to the
 * database when the next one opens. Lives on one context.
 */
public final class Lane {

  private Future<?> last = Future.succeededFuture();

  /** Begins when everything before has ended, well or not. */
  public <T> Future<T> run(Supplier<Future<T>> work) {
    Future<T> next = last.transform(done -> work.get());
    last = next;
    return next;
  }

  /** Completes, always well, when everything so far has ended. */
  public Future<Void> idle() {
    return last.transform(done -> Future.succeededFuture());
  }
}
