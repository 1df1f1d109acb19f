package dev.wharf.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wharf rotate-master-key}. */
@Command(
    name = "rotate-master-key",
    header = "Puts all stored keys under a new master key.",
    description = {
      "Works on the database directly, while no Wharf runs on it. The present master key is the"
          + " configured one; the new one comes from --new-key-file or WHARF_NEW_MASTER_KEY. All"
          + " keys are changed, or none.",
      "",
      "Make a new key with: openssl rand -base64 32",
      "",
      "Configure the new key before the next start; Wharf refuses to start with another one. Where"
          + " Wharf made its master key itself, its file is replaced. Archives that were made"
          + " before still need the former key: keep it with them."
    },
    footer = {
      "Ends with 3 if a key could not be opened, before as after.",
      "",
      "Example:",
      "  wharf rotate-master-key --new-key-file new.key"
    })
final class RotateMasterKeyCommand extends Task {

  private static final String VARIABLE = "WHARF_NEW_MASTER_KEY";

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "A file that holds the new key (32 bytes, base64) and nothing else.")
  @Nullable Path newKeyFile;

  private final Store store;
  private final Map<String, String> environment;

  RotateMasterKeyCommand(Store store, Map<String, String> environment) {
    this.store = store;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var done =
        newKeyFile == null
            ? store.rotate(fromEnvironment(), VARIABLE)
            : store.rotate(read(newKeyFile), "The file " + newKeyFile);
    String unreadable =
        done.unreadable().isEmpty()
            ? ""
            : "%nKeys that could not be opened, left as they were: %s"
                .formatted(String.join(", ", done.unreadable()));
    answer(
        done,
        "%d keys are now under the master key %s (before: %s).%s%n%s"
            .formatted(
                done.rewrapped(), done.masterKeyId(), done.formerKeyId(), unreadable, done.next()));
    return done.unreadable().isEmpty() ? Exit.FINE : Exit.PROBLEMS;
  }

  private String fromEnvironment() {
    String key = environment.get(VARIABLE);
    if (key == null || key.isBlank()) {
      throw new picocli.CommandLine.ParameterException(
          commandSpec().commandLine(),
          "There is no new master key: give --new-key-file, or set " + VARIABLE);
    }
    return key;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailure(
          "The file of the new master key, %s, cannot be read (%s)."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }
}
