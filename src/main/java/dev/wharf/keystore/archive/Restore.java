package dev.wharf.keystore.archive;

import dev.wharf.keystore.KeyRotation;
import dev.wharf.keystore.MasterKey;
import dev.wharf.keystore.MasterKeyRow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An archive that was read to its end and is genuine, ready to be loaded.
 *
 * @param key the master key that it was made under
 */
public record Restore(Path file, MasterKey key, Manifest manifest, Map<String, Long> rows) {

  /**
   * @param rewrapped data keys that were put under another master key
   */
  public record Outcome(Map<String, Long> rows, long rewrapped) {}

  /**
   * Reads the whole archive once and proves every byte of it; stores nothing.
   *
   * @param candidates master keys that it may have been made under
   * @throws ArchiveFault if it is no archive, is damaged, or is under none of the keys
   */
  public static Restore verify(Path file, List<MasterKey> candidates) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Head head = Head.read(in);
      MasterKey key = choose(head, candidates);
      try (var reader = new ArchiveReader(in, head, key)) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          long found = lines(reader.rows());
          if (found != reader.count() || rows.put(next.get().table(), found) != null) {
            throw ArchiveFault.damaged();
          }
        }
        return new Restore(file, key, reader.manifest(), rows);
      }
    }
  }

  /** The id of the master key that an archive names, before anything of it is proven. */
  public static String masterKeyId(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Head.read(in).masterKeyId();
    }
  }

  private static MasterKey choose(Head head, List<MasterKey> candidates) {
    return candidates.stream()
        .filter(each -> each.id().equals(head.masterKeyId()))
        .findFirst()
        .orElseThrow(
            () ->
                new ArchiveFault(
                    "The archive was made under the master key %s, which is not given: name its file with --master-key-file."
                        .formatted(head.masterKeyId())));
  }

  /**
   * Loads it within the caller's transaction, into a database that has no account of it.
   *
   * @param present the master key of the database
   * @throws ArchiveFault if the database is not empty, or has no room for what is in the archive
   * @throws dev.wharf.keystore.KeystoreFault {@code WRONG_MASTER_KEY}
   */
  public Outcome load(Connection connection, MasterKey present, SecureRandom random)
      throws SQLException, IOException {
    Schema schema = Schema.of(connection);
    schema.requireAllOf(manifest);
    requireRoom(connection);
    MasterKeyRow.claim(connection, present);
    var loading = new Loading(connection, schema);
    Map<String, Long> loaded = new LinkedHashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Head head = Head.read(in);
      try (var reader = new ArchiveReader(in, head, key)) {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
          long stored = loading.load(next.get(), reader.rows());
          if (stored != reader.count()) {
            throw ArchiveFault.damaged();
          }
          loaded.put(next.get().table(), stored);
        }
      }
    }
    long rewrapped =
        key.id().equals(present.id())
            ? 0
            : new KeyRotation(connection, random).rewrap(key, present).rewrapped();
    return new Outcome(loaded, rewrapped);
  }

  private void requireRoom(Connection connection) throws SQLException {
    if (manifest.account().isPresent()) {
      if (Backup.exists(connection, manifest.account().get())) {
        throw new ArchiveFault(
            "The account %s is in this database already: delete it first, or leave it as it is."
                .formatted(manifest.account().get()));
      }
      return;
    }
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select 1 from account limit 1")) {
      if (rows.next()) {
        throw new ArchiveFault(
            "This database holds accounts already, and an archive of all accounts goes into an"
                + " empty one only: create a new database and name it in WHARF_DATABASE_URL.");
      }
    }
  }

  /** Rows in the text form of COPY end with a line feed each, and hold none. */
  private static long lines(InputStream rows) throws IOException {
    byte[] block = new byte[Chunk.PLAIN];
    long lines = 0;
    for (int length = rows.read(block); length >= 0; length = rows.read(block)) {
      for (int i = 0; i < length; i++) {
        lines += block[i] == '\n' ? 1 : 0;
      }
    }
    return lines;
  }

  /** Whether it is of one account. */
  public Optional<String> onlyAccount() {
    return manifest.account().map(Object::toString);
  }
}
