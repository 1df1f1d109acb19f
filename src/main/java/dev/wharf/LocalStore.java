package dev.wharf;

import dev.wharf.admin.cli.CommandFailure;
import dev.wharf.admin.cli.Store;
import dev.wharf.keystore.GeneratedKey;
import dev.wharf.keystore.KeyRotation;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.keystore.MasterKey;
import dev.wharf.keystore.MasterKeySource;
import dev.wharf.keystore.StoreLock;
import dev.wharf.keystore.archive.ArchiveFault;
import dev.wharf.keystore.archive.Backup;
import dev.wharf.keystore.archive.NewFile;
import dev.wharf.keystore.archive.Restore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The database and the master key that the configuration names, for commands. */
record LocalStore(Config config, Clock clock, SecureRandom random) implements Store {

  @Override
  public BackedUp backup(BackupOrder order) {
    return doing(
        () -> {
          try (var store = StoreConnection.toRead(config);
              var file = new NewFile(order.out(), order.replace())) {
            MasterKeys.settle(config, store.connection());
            var done =
                new Backup(order.account(), order.history())
                    .write(
                        store.connection(),
                        MasterKeys.of(config).read(),
                        file.out(),
                        clock,
                        random);
            return new BackedUp(
                order.out().toString(),
                file.complete(),
                done.manifest().createdAt().toString(),
                done.manifest().masterKeyId(),
                order.account().map(Object::toString).orElse(null),
                done.rows());
          }
        });
  }

  @Override
  public Restored restore(RestoreOrder order) {
    return doing(
        () -> {
          var keys = MasterKeys.of(config);
          Optional<MasterKey> former = order.formerKey().map(MasterKeySource::fromFile);
          requireAKey(keys, former, order);
          Restore archive = Restore.verify(order.in(), candidates(keys, former));
          try (var store = StoreConnection.toFill(config)) {
            alone(store.connection());
            MasterKeys.settle(config, store.connection());
            Migrations.run(store.url());
            MasterKey present = presentOrNew(keys);
            var done =
                atOnce(store.connection(), () -> archive.load(store.connection(), present, random));
            return new Restored(
                archive.manifest().createdAt().toString(),
                present.id(),
                archive.onlyAccount().orElse(null),
                done.rows(),
                done.rewrapped());
          }
        });
  }

  @Override
  public Rotated rotate(String newKey, String origin) {
    return doing(
        () -> {
          MasterKey to = MasterKey.parse(newKey, origin);
          try (var store = StoreConnection.toChange(config)) {
            alone(store.connection());
            MasterKeys.settle(config, store.connection());
            var keys = MasterKeys.of(config);
            MasterKey from = keys.read();
            if (from.id().equals(to.id())) {
              throw new CommandFailure("The new master key is the present one: make another.");
            }
            KeyRotation.Outcome done = rotate(store.connection(), keys, from, to, newKey);
            return new Rotated(
                from.id(),
                to.id(),
                done.rewrapped(),
                done.unreadable().stream().map(Object::toString).toList(),
                next(keys, from));
          }
        });
  }

  /** The file of a key that is our own changes with the database: before, at, and after. */
  private KeyRotation.Outcome rotate(
      Connection connection, MasterKeys keys, MasterKey from, MasterKey to, String text)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    var done = new KeyRotation(connection, random).rotate(from, to);
    if (keys.generated().isPresent()) {
      keys.generated().get().prepare(text);
    }
    // From here on the next start finds out which of the two keys counts.
    connection.commit();
    if (keys.generated().isPresent()) {
      keys.generated().get().replace(from);
    }
    return done;
  }

  private static String next(MasterKeys keys, MasterKey from) {
    return keys.generated()
        .map(
            own ->
                "%s holds the new key, and %s the former one, for archives made under it."
                    .formatted(own.file(), own.former(from)))
        .orElse(
            "Before the next start, set WHARF_MASTER_KEY or WHARF_MASTER_KEY_FILE to the new key."
                + " Keep the former one for archives that were made under it.");
  }

  private static void requireAKey(MasterKeys keys, Optional<MasterKey> former, RestoreOrder order)
      throws IOException {
    if (!keys.isThere() && former.isEmpty()) {
      throw new CommandFailure(
          "There is no master key yet, and the archive was made under %s: put that key into %s, or name its file with --master-key-file."
              .formatted(
                  Restore.masterKeyId(order.in()),
                  keys.generated().map(GeneratedKey::file).orElseThrow()));
    }
  }

  private static List<MasterKey> candidates(MasterKeys keys, Optional<MasterKey> former) {
    var candidates = new ArrayList<MasterKey>();
    if (keys.isThere()) {
      candidates.add(keys.read());
    }
    former.ifPresent(candidates::add);
    return candidates;
  }

  private MasterKey presentOrNew(MasterKeys keys) throws IOException {
    if (!keys.isThere()) {
      keys.generated().orElseThrow().make(random);
    }
    return keys.read();
  }

  private static void alone(Connection connection) throws SQLException {
    if (!StoreLock.tryAlone(connection)) {
      throw new CommandFailure(
          "A Wharf runs on this database, or another command changes it: stop it first, then try"
              + " again.");
    }
  }

  private interface Work<T> {
    T run() throws SQLException, IOException;
  }

  private static <T> T atOnce(Connection connection, Work<T> work)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    T result = work.run();
    connection.commit();
    return result;
  }

  /** Runs it, and says in a sentence what could not be done. */
  private static <T> T doing(Work<T> work) {
    try {
      return work.run();
    } catch (KeystoreFault | ArchiveFault | DatabaseUnavailable e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      throw new CommandFailure(
          "The database did not do it, and nothing was changed: " + firstLine(e.getMessage()), e);
    } catch (FlywayException e) {
      throw new CommandFailure(
          "The tables could not be made or brought up to date: " + firstLine(e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no file %s.".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw new CommandFailure(
          "A file could not be read or written (%s: %s)."
              .formatted(e.getClass().getSimpleName(), firstLine(e.getMessage())),
          e);
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
