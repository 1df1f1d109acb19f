package dev.wharf.admin.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wharf restore}. */
@Command(
    name = "restore",
    header = "Brings an archive of wharf backup back.",
    description = {
      "Works on the database directly, while no Wharf runs on it. An archive of all accounts goes"
          + " into a database without accounts; tables are made first if they are not there. An"
          + " archive of one account may go into a database in use, if that account is not there.",
      "",
      "The whole archive is proven first; then all of it is stored, or nothing. Accounts that were"
          + " wanted connect at the next start, without a new QR code. A device must not live"
          + " twice: never restore beside a Wharf that still runs the same accounts."
    },
    footer = {
      "Example:",
      "  wharf restore --in wharf-2026-11-21.backup --master-key-file former.key"
    })
final class RestoreCommand extends Task {

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The archive to bring back.")
  Path in = Path.of("");

  @Option(
      names = "--master-key-file",
      paramLabel = "FILE",
      description =
          "The master key that the archive was made under, if it is not the present one. What is"
              + " restored is put under the present one.")
  Optional<Path> formerKey = Optional.empty();

  private final Store store;

  RestoreCommand(Store store) {
    this.store = store;
  }

  @Override
  public Integer call() {
    var done = store.restore(new Store.RestoreOrder(in, formerKey));
    String rewrapped =
        done.rewrapped() == 0
            ? ""
            : "%n%d keys were put under the present master key.".formatted(done.rewrapped());
    answer(
        done,
        "Restored what was saved at %s.%n%s%s%nStart Wharf now."
            .formatted(done.createdAt(), BackupCommand.rows(done.rows()), rewrapped));
    return Exit.FINE;
  }
}
