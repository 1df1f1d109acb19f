package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnstorableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"21000", "22003", "22021", "22P02", "23503", "54000", "42804", "42883", "42P18"})
  void aStateThatBlamesTheValuesIsOfTheChange(String state) {
    assertTrue(Unstorable.is(refused(state)));
    assertTrue(Unstorable.is(new RuntimeException(refused(state))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "25006", "40001", "40P01", "42501", "42P01", "53300", "57P01", "58030"})
  void aStateThatBlamesTheDatabaseIsAnOutage(String state) {
    assertFalse(Unstorable.is(refused(state)));
  }

  static Stream<Throwable> wrongParameters() {
    return Stream.of(
        new NoStackTraceThrowable(
            "Parameter at position[3] with class = [java.lang.String] and value = [x] can not be"
                + " coerced to the expected class = [java.lang.Number] for encoding."),
        new NoStackTraceThrowable(
            "The number of parameters to execute should be consistent with the expected number of"
                + " parameters = [2] but the actual number is [1]."),
        new NullPointerException(),
        new ClassCastException(),
        new DateTimeException("far away"),
        new ArithmeticException());
  }

  @ParameterizedTest
  @MethodSource("wrongParameters")
  void aParameterThatCannotBeSentIsOfTheChange(Throwable failure) {
    assertTrue(Unstorable.is(failure));
  }

  static Stream<Throwable> outages() {
    return Stream.of(
        new NoStackTraceThrowable("Timeout"),
        new VertxException("Connection was closed"),
        new IOException("reset"),
        new TimeoutException());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void whatTheConnectionSaysIsAnOutage(Throwable failure) {
    assertFalse(Unstorable.is(failure));
  }

  @Test
  void whatIsToldNamesTheKindAndNoValue() {
    var told = assertInstanceOf(UnstorableFault.class, Unstorable.asTold(refused("22021")));
    assertEquals("PgException/22021", told.kind());
    assertFalse(String.valueOf(told.getMessage()).contains("secret"));
  }

  private static PgException refused(String state) {
    return new PgException("secret value", "ERROR", state, "secret detail");
  }
}
