package dev.wharf.session.message;

import dev.wharf.protocol.ProtocolFault;
import io.vertx.pgclient.PgException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Tells what would fail again and again, because of what was said, from what another try may cure.
 * What is hopeless is answered so that the server does not bring it with every login for ever.
 */
final class Hopeless {

  private static final int DEEPEST_CAUSE = 12;

  /** Cardinality, data, constraints and limits: classes of SQL states that blame the values. */
  private static final Set<String> OF_VALUES = Set.of("21", "22", "23", "54");

  private Hopeless() {}

  static boolean is(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (isItself(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isItself(Throwable cause) {
    return switch (cause) {
      case PgException refused -> OF_VALUES.contains(stateClass(refused));
      case ProtocolFault _,
          IllegalArgumentException _,
          NullPointerException _,
          ClassCastException _,
          IndexOutOfBoundsException _,
          ArithmeticException _,
          DateTimeException _,
          NoSuchElementException _,
          UnsupportedOperationException _,
          StackOverflowError _ ->
          true;
      default -> false;
    };
  }

  private static String stateClass(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  /** For logs: the kind of the failure, never a value that was to be stored. */
  static String describe(Throwable failure) {
    return switch (failure) {
      case PgException refused -> "PgException/" + refused.getSqlState();
      case ProtocolFault fault -> fault.kind().name();
      case Line.Refused refused -> "iq/" + refused.code();
      default -> failure.getClass().getSimpleName();
    };
  }
}
