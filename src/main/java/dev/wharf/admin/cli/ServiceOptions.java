package dev.wharf.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches the running Wharf. */
final class ServiceOptions {

  private final Map<String, String> environment;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {"Where Wharf answers.", "Default: $WHARF_URL, else http://127.0.0.1:8080"})
  @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = {
        "Its API key. Other users of this machine can see it in the list of processes: prefer"
            + " $WHARF_API_KEY, which is the default, or --api-key-file."
      })
  @Nullable String apiKey;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "A file that holds the API key and nothing else.")
  @Nullable Path apiKeyFile;

  ServiceOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  Service service() {
    String address =
        Optional.ofNullable(url).or(() -> set("WHARF_URL")).orElse("http://127.0.0.1:8080");
    return Service.at(address, key());
  }

  private Optional<String> key() {
    if (apiKey != null) {
      return Optional.of(apiKey);
    }
    if (apiKeyFile == null) {
      return set("WHARF_API_KEY");
    }
    try {
      return Optional.of(Files.readString(apiKeyFile).strip());
    } catch (IOException e) {
      throw new CommandFailure(
          "The file of the API key, %s, cannot be read (%s)."
              .formatted(apiKeyFile, e.getClass().getSimpleName()));
    }
  }

  private Optional<String> set(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
