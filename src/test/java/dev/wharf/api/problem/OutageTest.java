package dev.wharf.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutageTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(true, ClosedConnectionException.INSTANCE),
        Arguments.of(true, new VertxException("Connection was closed")),
        Arguments.of(true, new ConnectException("Connection refused")),
        Arguments.of(true, new PgException("terminated", "FATAL", "57P01", null)),
        Arguments.of(true, new PgException("starting up", "FATAL", "57P03", null)),
        Arguments.of(true, new IllegalStateException(ClosedConnectionException.INSTANCE)),
        Arguments.of(false, new PgException("duplicate key", "ERROR", "23505", null)),
        Arguments.of(false, new IllegalStateException("bug")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsADatabaseThatIsGoneFromABug(boolean outage, Throwable failure) {
    assertEquals(outage, Outage.is(failure));
  }
}
