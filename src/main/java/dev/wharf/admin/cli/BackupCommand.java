package dev.wharf.admin.cli;

import dev.wharf.identity.AccountId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wharf backup}. */
@Command(
    name = "backup",
    header = "Writes one encrypted archive of all accounts, or of one.",
    description = {
      "Reads the database directly (WHARF_DATABASE_URL, or the embedded one), at one moment, while"
          + " Wharf goes on. The archive is encrypted with a key from the master key"
          + " (WHARF_MASTER_KEY or WHARF_MASTER_KEY_FILE): without that master key nobody can read"
          + " it, you neither. Keep the two apart."
    },
    footer = {
      "The file is readable by its owner only, and complete when it has its name. Not in it: the"
          + " event log and, unless wanted, the timelines.",
      "",
      "Examples:",
      "  wharf backup --out wharf-2026-11-21.backup",
      "  wharf backup --out one.backup --account 3f0c8d1e-5c52-4f0e-9d3a-0f9a4c1b7e55"
    })
final class BackupCommand extends Task {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The archive to write.")
  Path out = Path.of("");

  @Option(names = "--account", paramLabel = "ID", description = "Only this account.")
  Optional<AccountId> account = Optional.empty();

  @Option(
      names = "--with-history",
      description = "With the timelines and messages of the accounts.")
  boolean history;

  @Option(names = "--force", description = "Replace the file if there is one.")
  boolean force;

  private final Store store;

  BackupCommand(Store store) {
    this.store = store;
  }

  @Override
  public Integer call() {
    var done = store.backup(new Store.BackupOrder(out, force, account, history));
    answer(
        done,
        "%s: %d bytes, made under the master key %s.%n%s"
            .formatted(done.file(), done.bytes(), done.masterKeyId(), rows(done.rows())));
    return Exit.FINE;
  }

  static String rows(Map<String, Long> rows) {
    return rows.entrySet().stream()
        .map(each -> "  %-20s %d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
