package dev.wharf.api.problem;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a database that does not answer from a bug. */
final class Outage {

  private static final int DEEPEST_CAUSE = 12;

  private Outage() {}

  static boolean is(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (isItself(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isItself(Throwable cause) {
    if (cause instanceof PgException answer) {
      return refusesService(answer.getSqlState());
    }
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof ClosedConnectionException
        || (cause instanceof VertxException && says(cause, "closed"))
        || says(cause, "Timeout");
  }

  /** Connection trouble (08), out of resources (53) and shutting or starting (57P). */
  private static boolean refusesService(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
  }

  private static boolean says(Throwable cause, String word) {
    return cause.getMessage() != null && cause.getMessage().contains(word);
  }
}
