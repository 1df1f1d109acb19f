package dev.wharf.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wharf.account.Refused;
import dev.wharf.api.problem.Problem.FieldError;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Optional;

/** Which problem a failure is. Knows every expected one; the rest is a bug and stays unnamed. */
public final class Problems {

  private Problems() {}

  /** Empty for a failure that nobody expected. */
  static Optional<Problem> expected(Throwable failure) {
    return switch (failure) {
      case Refused refused -> Optional.of(refused(refused));
      case dev.wharf.directory.Refusal refusal -> Optional.of(refusal(refusal));
      case dev.wharf.messaging.Refusal refusal -> Optional.of(refusal(refusal));
      case Rejected rejected -> Optional.of(rejected.problem());
      case JsonProcessingException json -> Optional.of(JsonProblems.of(json));
      case UnauthorizedException _, AuthenticationFailedException _ -> Optional.of(keyMissing());
      case ForbiddenException _ -> Optional.of(ofStatus(403));
      case WebApplicationException web
          when web.getCause() instanceof JsonProcessingException json ->
          Optional.of(JsonProblems.of(json));
      case WebApplicationException web when web.getResponse().getStatus() < 500 ->
          Optional.of(ofStatus(web.getResponse().getStatus()));
      default -> Outage.is(failure) ? Optional.of(databaseDown()) : Optional.empty();
    };
  }

  static Problem refused(Refused refused) {
    int status =
        switch (refused.kind()) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 422;
          case TOO_MANY -> 429;
          case UPSTREAM -> 502;
          case UNAVAILABLE -> 503;
        };
    String detail = refused.getMessage() == null ? "" : refused.getMessage();
    return Problem.of(status, refused.code(), detail).withAction(refused.action());
  }

  private static Problem refusal(dev.wharf.directory.Refusal refusal) {
    int status =
        switch (refusal.kind()) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 422;
          case TOO_MANY -> 429;
          case UPSTREAM -> 502;
        };
    String detail = refusal.getMessage() == null ? "" : refusal.getMessage();
    return Problem.of(status, refusal.code(), detail).withAction(refusal.action());
  }

  private static Problem refusal(dev.wharf.messaging.Refusal refusal) {
    int status =
        switch (refusal.kind()) {
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 422;
          case TOO_LARGE -> 413;
          case UPSTREAM -> 502;
          case UNAVAILABLE -> 503;
        };
    Problem problem = Problem.of(status, refusal.code(), refusal.detail());
    String field = refusal.field();
    return field == null
        ? problem
        : problem.withErrors(List.of(new FieldError(field, refusal.detail())));
  }

  public static Problem invalid(List<FieldError> errors) {
    String fields = String.join(", ", errors.stream().map(FieldError::field).toList());
    return Problem.of(422, "validation_failed", "Not accepted: " + fields + ". See errors.")
        .withErrors(errors);
  }

  public static Problem keyMissing() {
    return Problem.of(
        401,
        "api_key_missing",
        "Send the API key in the header X-Api-Key. Wharf printed it when it first started;"
            + " WHARF_API_KEY sets another one.");
  }

  public static Problem keyWrong() {
    return Problem.of(
        401,
        "api_key_wrong",
        "This API key is not the one of this Wharf. Check the header X-Api-Key; WHARF_API_KEY at"
            + " the server sets another key.");
  }

  static Problem databaseDown() {
    return Problem.of(
        503,
        "database_unavailable",
        "The database does not answer, so nothing was changed. Try again in a few seconds.");
  }

  static Problem internal(String errorId) {
    return Problem.of(
            500,
            "internal_error",
            "Something failed inside Wharf. The log says more under the error id.")
        .withErrorId(errorId);
  }

  public static Problem bodyMissing() {
    return Problem.of(400, "body_missing", "This request needs a JSON object as its body.");
  }

  /** Nothing at this path, at least not for a plain request. */
  static Problem notFound(String path) {
    return ofStatus(path.equals("/ws/events") ? 426 : 404);
  }

  /** What a bare HTTP status means here. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 400 -> Problem.of(400, "bad_request", "The request cannot be read.");
      case 401 -> keyMissing();
      case 403 -> Problem.of(403, "forbidden", "This key must not do this.");
      case 404 ->
          Problem.of(404, "not_found", "There is nothing at this path. See /openapi for what is.");
      case 405 ->
          Problem.of(405, "method_not_allowed", "This path knows other methods: see /openapi.");
      case 406 ->
          Problem.of(
              406,
              "not_acceptable",
              "None of the media types in the header Accept can be given here.");
      case 413 -> Problem.of(413, "body_too_large", "The body is larger than this server takes.");
      case 414 -> Problem.of(414, "uri_too_long", "The address is too long.");
      case 415 ->
          Problem.of(
              415,
              "unsupported_media_type",
              "Send the body as JSON with Content-Type: application/json.");
      case 426 ->
          Problem.of(
              426,
              "upgrade_required",
              "This path is a WebSocket. POST /ws/tickets gives a ticket.");
      case 431 -> Problem.of(431, "headers_too_large", "The request headers are too large.");
      default -> Problem.of(status, "http_" + status, "The request was not accepted.");
    };
  }
}
