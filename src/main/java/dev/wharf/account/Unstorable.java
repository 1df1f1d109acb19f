package dev.wharf.account;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a change that can never be stored from a database that is only gone for now. To try the
 * former again would hold up all facts for ever.
 */
final class Unstorable {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String EXTERNAL_ID_INDEX = "account_external_id";

  /** SQL states that blame the values: cardinality, data, constraints, limits. */
  private static final Set<String> OF_VALUES = Set.of("21", "22", "23", "54");

  /** And those that blame their types: no such cast, function or type, none that can be told. */
  private static final Set<String> OF_TYPES = Set.of("42804", "42846", "42883", "42P18");

  /**
   * The driver looks at parameters before it sends them; its failures have no class of their own.
   */
  private static final List<String> OF_PARAMETERS =
      List.of("Parameter at position[", "The number of parameters");

  private Unstorable() {}

  static boolean is(Throwable failure) {
    return isBug(failure)
        || isWrongParameter(failure)
        || sqlState(failure).filter(Unstorable::blames).isPresent();
  }

  /** What to tell the one who handed it in. */
  static Throwable asTold(Throwable failure) {
    boolean taken =
        sqlState(failure).filter(UNIQUE_VIOLATION::equals).isPresent()
            && String.valueOf(failure.getMessage()).contains(EXTERNAL_ID_INDEX);
    return taken ? Projection.externalIdTaken() : new UnstorableFault(describe(failure));
  }

  /** For logs: the kind of the failure, never the values that were to be stored. */
  static String describe(Throwable failure) {
    return failure.getClass().getSimpleName() + sqlState(failure).map(s -> "/" + s).orElse("");
  }

  private static boolean blames(String state) {
    return OF_TYPES.contains(state)
        || state.length() > 2 && OF_VALUES.contains(state.substring(0, 2));
  }

  private static boolean isWrongParameter(Throwable failure) {
    String message = failure.getMessage();
    return message != null && OF_PARAMETERS.stream().anyMatch(message::startsWith);
  }

  private static boolean isBug(Throwable failure) {
    return switch (failure) {
      case NullPointerException _,
          IllegalArgumentException _,
          ClassCastException _,
          IndexOutOfBoundsException _,
          ArithmeticException _,
          DateTimeException _,
          NoSuchElementException _,
          UnsupportedOperationException _ ->
          true;
      default -> false;
    };
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
