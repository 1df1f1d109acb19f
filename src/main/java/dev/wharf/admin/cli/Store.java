package dev.wharf.admin.cli;

import dev.wharf.identity.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the database and its keys without a server. All of it fails with {@link
 * CommandFailure}.
 */
public interface Store {

  /**
   * @param replace whether a file that is there may be replaced
   * @param account the one; empty for all
   * @param history with the timelines and messages
   */
  record BackupOrder(Path out, boolean replace, Optional<AccountId> account, boolean history) {}

  /**
   * @param createdAt ISO 8601, UTC
   * @param rows how many of each table
   */
  record BackedUp(
      String file,
      long bytes,
      String createdAt,
      String masterKeyId,
      @Nullable String account,
      Map<String, Long> rows) {}

  /**
   * @param formerKey the file of the master key that the archive was made under, if it is another
   */
  record RestoreOrder(Path in, Optional<Path> formerKey) {}

  /**
   * @param rewrapped keys that were put under the present master key
   */
  record Restored(
      String createdAt,
      String masterKeyId,
      @Nullable String account,
      Map<String, Long> rows,
      long rewrapped) {}

  /**
   * @param unreadable accounts whose keys could not be opened before either
   * @param next what the operator has to do now
   */
  record Rotated(
      String formerKeyId,
      String masterKeyId,
      long rewrapped,
      List<String> unreadable,
      String next) {}

  BackedUp backup(BackupOrder order);

  Restored restore(RestoreOrder order);

  /**
   * @param newKey 32 bytes, base64
   * @param origin where the text is from, for messages
   */
  Rotated rotate(String newKey, String origin);
}
