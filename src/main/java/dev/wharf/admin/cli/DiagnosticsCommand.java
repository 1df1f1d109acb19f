package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wharf diagnostics}. */
@Command(
    name = "diagnostics",
    header = "How all of it is: accounts by status, stuck ones, the key store.",
    description = {
      "Asks the running Wharf. An account is stuck when it did not move on within a minute after"
          + " its deadline. The key store is checked by opening the keys and credentials of every"
          + " account once; nothing is changed."
    },
    footer = {
      "Ends with 3 if an account is stuck or a key cannot be used.",
      "",
      "Example:",
      "  wharf diagnostics --json | jq .byStatus"
    })
final class DiagnosticsCommand extends Task {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Mixin final ServiceOptions options;

  DiagnosticsCommand(Map<String, String> environment) {
    options = new ServiceOptions(environment);
  }

  @Override
  public Integer call() {
    JsonNode found = options.service().done("GET", "/admin/diagnostics", null, PATIENCE);
    answer(found, text(found));
    return found.path("fine").asBoolean() ? Exit.FINE : Exit.PROBLEMS;
  }

  private static String text(JsonNode found) {
    var text = new StringBuilder("Accounts: %d%n".formatted(found.path("accounts").asInt()));
    for (var status : found.path("byStatus").properties()) {
      text.append("  %-15s %d%n".formatted(status.getKey(), status.getValue().asInt()));
    }
    JsonNode stuck = found.path("stuck");
    text.append("Stuck: %d%n".formatted(stuck.size()));
    stuck.forEach(each -> text.append(StuckLine.of(each)));
    keys(found.path("keys"), text);
    text.append(
        found.path("fine").asBoolean()
            ? "All is fine."
            : "What is stuck or orphaned goes with: wharf cleanup");
    return text.toString();
  }

  private static void keys(JsonNode keys, StringBuilder text) {
    text.append(
        "Key store: %s, master key %s%s%n"
            .formatted(
                keys.path("sound").asBoolean() ? "sound" : "NOT sound",
                keys.path("masterKeyId").asText(),
                keys.path("masterKeyFits").asBoolean() ? "" : " (not the one of the database)"));
    text.append(
        "  %d accounts with keys, %d with credentials, %d that cannot be used, %d orphaned%n"
            .formatted(
                keys.path("dataKeys").asLong(),
                keys.path("credentials").asLong(),
                keys.path("faulty").asLong(),
                keys.path("orphans").asLong()));
    for (JsonNode fault : keys.path("faults")) {
      text.append(
          "  %s  %s: %s%n"
              .formatted(
                  fault.path("account").asText(),
                  fault.path("kind").asText(),
                  fault.path("message").asText()));
    }
  }
}
