package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wharf cleanup}. */
@Command(
    name = "cleanup",
    header = "What is stuck becomes inactive, orphaned keys go.",
    description = {
      "Asks the running Wharf. Stuck accounts are stopped: they stay paired and can be initialized"
          + " again. Keys of accounts that do not exist are destroyed for good."
    },
    footer = {
      "Ends with 3 if something could not be stopped, and with --dry-run if there is something to"
          + " do.",
      "",
      "Example:",
      "  wharf cleanup --dry-run"
    })
final class CleanupCommand extends Task {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(names = "--dry-run", description = "Only say what would be done.")
  boolean dryRun;

  @Mixin final ServiceOptions options;

  CleanupCommand(Map<String, String> environment) {
    options = new ServiceOptions(environment);
  }

  @Override
  public Integer call() {
    JsonNode done =
        options.service().done("POST", "/admin/cleanup?dryRun=" + dryRun, null, PATIENCE);
    answer(done, text(done));
    boolean left = dryRun && found(done);
    return left || !done.path("failed").isEmpty() ? Exit.PROBLEMS : Exit.FINE;
  }

  private static boolean found(JsonNode done) {
    return !done.path("stopped").isEmpty() || done.path("orphanedKeys").asLong() > 0;
  }

  private String text(JsonNode done) {
    var text = new StringBuilder();
    JsonNode stopped = done.path("stopped");
    text.append(
        (dryRun ? "Stuck accounts that would be stopped: %d%n" : "Stuck accounts stopped: %d%n")
            .formatted(stopped.size()));
    stopped.forEach(each -> text.append(StuckLine.of(each)));
    for (JsonNode failed : done.path("failed")) {
      text.append(
          "  %s  %s%n".formatted(failed.path("id").asText(), failed.path("message").asText()));
    }
    return text.append(
            (dryRun
                    ? "Accounts that do not exist and whose keys would go: %d%n"
                    : "Accounts that do not exist and whose keys went: %d%n")
                .formatted(done.path("orphanedKeys").asLong()))
        .toString();
  }
}
