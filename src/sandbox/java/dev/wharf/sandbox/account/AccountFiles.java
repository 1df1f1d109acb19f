package dev.wharf.sandbox.account;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The accounts in a folder, one file each, so that a change costs one small file. Blocks: never
 * called on the event loop.
 */
public final class AccountFiles {

  private static final System.Logger LOG = System.getLogger(AccountFiles.class.getName());
  private static final String SUFFIX = ".json";

  private final Path folder;

  public AccountFiles(Path folder) {
    this.folder = folder;
  }

  /** All accounts. A file that cannot be read is named in the log and left alone. */
  public List<Account> load() throws IOException {
    Files.createDirectories(folder);
    var accounts = new ArrayList<Account>();
    for (Path file : files()) {
      try {
        accounts.add(AccountJson.read(new JsonObject(Files.readString(file))));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "unreadable account file={0}", file.getFileName());
      }
    }
    return accounts;
  }

  /** Writes texts made with {@link #print}, each at once or not at all. */
  public void save(Map<String, String> byPhone) {
    try {
      for (var entry : byPhone.entrySet()) {
        Path part = folder.resolve(entry.getKey() + ".part");
        Files.writeString(part, entry.getValue());
        Files.move(
            part, folder.resolve(entry.getKey() + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void clear() {
    try {
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String print(Account account) {
    return AccountJson.write(account).encode();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
    }
  }
}
