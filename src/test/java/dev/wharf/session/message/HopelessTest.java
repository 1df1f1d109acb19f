package dev.wharf.session.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.ProtocolFault;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.time.DateTimeException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HopelessTest {

  private static final ProtocolFault FAULT =
      new ProtocolFault(ProtocolFault.Kind.MALFORMED, "message@id", "is none");

  @ParameterizedTest
  @CsvSource({
    "22021, true",
    "22P05, true",
    "23514, true",
    "21000, true",
    "54000, true",
    "08006, false",
    "40001, false",
    "40P01, false",
    "42P01, false",
    "53300, false",
    "57P01, false",
    "XX000, false",
  })
  void whatPostgresBlamesOnTheValues(String state, boolean hopeless) {
    assertEquals(hopeless, Hopeless.is(refused(state)));
    assertEquals(hopeless, Hopeless.is(new CompletionException(refused(state))));
  }

  static Stream<Throwable> ofUs() {
    return Stream.of(
        FAULT,
        new IllegalArgumentException("not a jid"),
        new NullPointerException(),
        new IndexOutOfBoundsException(),
        new DateTimeException("too late"));
  }

  @ParameterizedTest
  @MethodSource("ofUs")
  void whatOurOwnCodeCannotRead(Throwable failure) {
    assertEquals(true, Hopeless.is(failure));
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        ClosedConnectionException.INSTANCE,
        new ConnectException("refused"),
        new Line.Refused(503, "later"),
        new IllegalStateException("closed"),
        new RuntimeException(refused("57P03")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayBeOverNextTime(Throwable failure) {
    assertEquals(false, Hopeless.is(failure));
  }

  @Test
  void isToldWithoutAnyValue() {
    assertEquals("PgException/22021", Hopeless.describe(refused("22021")));
    assertEquals("MALFORMED", Hopeless.describe(FAULT));
    assertEquals("iq/503", Hopeless.describe(new Line.Refused(503, "later")));
    assertEquals("NullPointerException", Hopeless.describe(new NullPointerException("secret")));
  }

  private static PgException refused(String state) {
    return new PgException("value", "ERROR", state, "detail");
  }
}
