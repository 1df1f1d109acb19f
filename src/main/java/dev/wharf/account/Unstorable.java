package dev.wharf.account;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells a change that PostgreSQL will never take from a database that is only gone for now: SQL
 * states of the classes 22 (data) and 23 (constraints).
 */
final class Unstorable {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String EXTERNAL_ID_INDEX = "account_external_id";

  private Unstorable() {}

  static boolean is(Throwable failure) {
    return isBug(failure)
        || sqlState(failure)
            .filter(state -> state.startsWith("22") || state.startsWith("23"))
            .isPresent();
  }

  /** What to tell the one who handed it in. */
  static Throwable asTold(Throwable failure) {
    boolean taken =
        sqlState(failure).filter(UNIQUE_VIOLATION::equals).isPresent()
            && String.valueOf(failure.getMessage()).contains(EXTERNAL_ID_INDEX);
    return taken ? Projection.externalIdTaken() : failure;
  }

  /** For logs: the kind of the failure, never the values that were to be stored. */
  static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + sqlState(failure).map(s -> "/" + s).orElse("");
  }

  /** To try again what fails in our own code would hold up the ledger for ever. */
  private static boolean isBug(Throwable failure) {
    return failure instanceof NullPointerException
        || failure instanceof IllegalArgumentException
        || failure instanceof ClassCastException;
  }

  private static Optional<String> sqlState(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof PgException found) {
        return Optional.ofNullable(found.getSqlState());
      }
      if (each instanceof SQLException found) {
        return Optional.ofNullable(found.getSQLState());
      }
    }
    return Optional.empty();
  }
}
