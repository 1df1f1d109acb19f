package dev.wharf.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation which problems it may answer with, so that no resource has to. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiProblems implements OASFilter {

  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "401", "The API key is missing or wrong.",
          "500", "Something failed inside Wharf; the log says more under the error id.",
          "503", "The database does not answer. Try again after Retry-After seconds.");
  private static final Map<String, String> WITH_ID = Map.of("404", "There is no such account.");
  private static final Map<String, String> TICKETS =
      Map.of("429", "Too many tickets wait for their use.");
  private static final Map<String, String> WRITING =
      Map.of("409", "The account is in no state for it.");
  private static final Map<String, String> WITH_INPUT =
      Map.of(
          "400", "The request cannot be read: malformed JSON or a wrong type.",
          "422", "A field is not accepted; see errors.");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths().getPathItems().forEach(OpenApiProblems::describe);
  }

  private static void describe(String path, PathItem item) {
    if (path.startsWith("/health")) {
      return;
    }
    item.getOperations()
        .forEach(
            (method, operation) -> {
              // There is one key, and it may do everything.
              operation.getResponses().removeAPIResponse("403");
              add(operation, ALWAYS);
              if (path.startsWith("/ws/")) {
                add(operation, TICKETS);
                return;
              }
              if (path.contains("{id}") || path.contains("{tenantId}")) {
                add(operation, WITH_ID);
              }
              if (method != PathItem.HttpMethod.GET || path.endsWith("/qr")) {
                add(operation, WRITING);
              }
              if (operation.getRequestBody() != null || method == PathItem.HttpMethod.GET) {
                add(operation, WITH_INPUT);
              }
            });
  }

  private static void add(Operation operation, Map<String, String> problems) {
    problems.forEach(
        (status, description) -> {
          if (!operation.getResponses().hasAPIResponse(status)
              || operation.getResponses().getAPIResponse(status).getContent() == null) {
            operation.getResponses().addAPIResponse(status, problem(description));
          }
        });
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
  }
}
