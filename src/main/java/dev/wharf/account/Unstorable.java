package dev.wharf.account;

import io.vertx.pgclient.PgException;
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
        || cause(failure)
            .map(PgException::getSqlState)
            .filter(state -> state.startsWith("22") || state.startsWith("23"))
            .isPresent();
  }

  /** To try again what fails in our own code would hold up the ledger for ever. */
  private static boolean isBug(Throwable failure) {
    return failure instanceof NullPointerException
        || failure instanceof IllegalArgumentException
        || failure instanceof ClassCastException;
  }

  /** What to tell the one who handed it in. */
  static Throwable asTold(Throwable failure) {
    return cause(failure)
        .filter(
            e ->
                UNIQUE_VIOLATION.equals(e.getSqlState())
                    && EXTERNAL_ID_INDEX.equals(e.getConstraint()))
        .<Throwable>map(e -> Projection.externalIdTaken())
        .orElse(failure);
  }

  private static Optional<PgException> cause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof PgException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
