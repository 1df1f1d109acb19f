package dev.wharf.api.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Problems for what never reaches a REST resource: unknown paths, bodies that are too large. */
@Singleton
class ProblemRoutes {

  /** Before the key is checked and before the framework's own limit answers without a body. */
  private static final int EARLY = 500;

  /** After the framework has set the same limit for all paths, before a body is read. */
  private static final int LATE = 1;

  /** Where the framework looks for how much of a body of unknown length may come. */
  private static final String LIMIT = "io.quarkus.max-request-size";

  private final ProblemWriter writer;
  private final LastResort lastResort;
  private final BodyLimits limits;

  ProblemRoutes(ProblemWriter writer, LastResort lastResort, BodyLimits limits) {
    this.writer = writer;
    this.lastResort = lastResort;
    this.limits = limits;
  }

  void filters(@Observes Filters filters) {
    filters.register(this::limitBody, EARLY);
    filters.register(this::limitUnknownLength, LATE);
  }

  void routes(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    router.route().last().handler(this::nothingHere);
  }

  private void limitBody(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isOver(length, limits.of(context.request()))) {
      // The rest of the body is not read, so the connection cannot be used again.
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      writer.answer(context, Problems.ofStatus(413));
    } else {
      context.next();
    }
  }

  private void limitUnknownLength(RoutingContext context) {
    if (context.get(LIMIT) != null) {
      context.put(LIMIT, limits.of(context.request()));
    }
    context.next();
  }

  private static boolean isOver(String length, long most) {
    try {
      return Long.parseLong(length) > most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void nothingHere(RoutingContext context) {
    writer.answer(context, Problems.notFound(context.normalizedPath()));
  }

  private void failed(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure == null) {
      writer.answer(
          context, Problems.ofStatus(context.statusCode() < 0 ? 400 : context.statusCode()));
      return;
    }
    String method = context.request().method().name();
    writer.answer(context, lastResort.problem(failure, method, context.normalizedPath()));
  }
}
