package dev.wharf.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wharf.event.Action;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A refusal or a failure as everybody outside sees it (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "Why a request was not done, and what to do (RFC 9457).")
public record Problem(
    @Schema(
            description = "Names the kind of problem: urn:wharf:problem: and the code.",
            examples = "urn:wharf:problem:account_not_found")
        String type,
    @Schema(examples = "Account not found") String title,
    @Schema(description = "The HTTP status.", examples = "404") int status,
    @Schema(
            description = "A sentence for a person, with the next step.",
            examples =
                "There is no account with this id. List the accounts to see which there are.")
        String detail,
    @Schema(description = "Stable, for programs.", examples = "account_not_found") String code,
    @Schema(description = "What would help, where one thing does.") @Nullable Action action,
    @Schema(description = "Which fields are wrong, where fields are.") List<FieldError> errors,
    @Schema(description = "Find the failure in the log by this id; only with internal_error.")
        @Nullable String errorId) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * @param field the path of the field as it was sent: {@code metadata}, {@code subscribe.types[2]}
   * @param message what is expected of it
   */
  @Schema(name = "FieldError")
  public record FieldError(
      @Schema(examples = "name") String field,
      @Schema(examples = "must be 1 to 100 characters") String message) {}

  public static Problem of(int status, String code, String detail) {
    return new Problem(
        "urn:wharf:problem:" + code, title(code), status, detail, code, null, List.of(), null);
  }

  public Problem withAction(@Nullable Action suggested) {
    return new Problem(type, title, status, detail, code, suggested, errors, errorId);
  }

  public Problem withErrors(List<FieldError> fields) {
    return new Problem(type, title, status, detail, code, action, List.copyOf(fields), errorId);
  }

  Problem withErrorId(String id) {
    return new Problem(type, title, status, detail, code, action, errors, id);
  }

  /** {@code account_not_found} reads «Account not found». */
  private static String title(String code) {
    String words = code.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
