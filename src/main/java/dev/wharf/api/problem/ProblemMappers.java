package dev.wharf.api.problem;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every failure of a REST resource into a problem. Those that the framework maps by itself
 * are named one by one: its own mappers for them would win over the last one.
 */
class ProblemMappers {

  private final ProblemWriter writer;
  private final LastResort lastResort;

  ProblemMappers(ProblemWriter writer, LastResort lastResort) {
    this.writer = writer;
    this.lastResort = lastResort;
  }

  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    ForbiddenException.class,
    InvalidDefinitionException.class, // of a record, one of whose fields comes twice
    MismatchedInputException.class,
    NotFoundException.class,
    WebApplicationException.class,
  })
  Response known(Throwable failure, RoutingContext context) {
    return any(failure, context);
  }

  @ServerExceptionMapper
  Response any(Throwable failure, RoutingContext context) {
    var request = context.request();
    return writer.response(
        lastResort.problem(failure, request.method().name(), context.normalizedPath()));
  }
}
