package dev.wharf.api.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems for what never reaches a REST resource: unknown paths, bodies that are too large. */
@Singleton
class ProblemRoutes {

  /** Before the key is checked and before the framework's own limit answers without a body. */
  private static final int EARLY = 500;

  private final ProblemWriter writer;
  private final LastResort lastResort;
  private final long largestBody;

  ProblemRoutes(
      ProblemWriter writer,
      LastResort lastResort,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
    this.writer = writer;
    this.lastResort = lastResort;
    this.largestBody = largestBody.asLongValue();
  }

  void filters(@Observes Filters filters) {
    filters.register(this::limitBody, EARLY);
  }

  void routes(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    router.route().last().handler(this::nothingHere);
  }

  private void limitBody(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isOver(length)) {
      // The rest of the body is not read, so the connection cannot be used again.
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      writer.answer(context, Problems.ofStatus(413));
    } else {
      context.next();
    }
  }

  private boolean isOver(String length) {
    try {
      return Long.parseLong(length) > largestBody;
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
