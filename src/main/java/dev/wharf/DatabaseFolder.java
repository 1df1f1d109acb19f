package dev.wharf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * The folder of the embedded database: binaries, data, log and password. Only its owner can read
 * it. The password file gets its final name when the data folder is complete; before that, the data
 * folder holds nothing of value.
 */
record DatabaseFolder(Path path, Path data) {

  private static final String OWNER = "postgres";
  private static final int PASSWORD_BYTES = 24;

  static DatabaseFolder at(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.toRealPath();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    return new DatabaseFolder(path, path.resolve("data"));
  }

  Path binaries() {
    return path.resolve("bin");
  }

  /** Says which archive the binaries are of. */
  Path binariesNote() {
    return path.resolve("binaries");
  }

  Path log() {
    return path.resolve("postgres.log");
  }

  Path newPassword() {
    return path.resolve("password.new");
  }

  /** The password of the owner of the server. */
  String password() throws IOException {
    return Files.readString(isFurnished() ? savedPassword() : newPassword());
  }

  /** Prepares for a start: what an interrupted first start left is replaced. */
  void furnish(String majorVersion) throws IOException {
    if (isFurnished()) {
      checkVersion(majorVersion);
    } else {
      refuseDataWithoutPassword();
      clear(data);
      writeNewPassword();
    }
    // Our own lock is the stronger one, and this one may still be open in this process.
    Files.deleteIfExists(data.resolve("epg-lock"));
  }

  /** Whether its server has started once, so that the data is kept. */
  boolean isFurnished() {
    return Files.exists(savedPassword());
  }

  /** The server has started once: from now on the data is kept. */
  void furnished() throws IOException {
    if (Files.exists(newPassword())) {
      Files.move(newPassword(), savedPassword(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  DatabaseUrl url(int port, String database) {
    try {
      return new DatabaseUrl(
          "127.0.0.1", port, database, Optional.of(OWNER), Optional.of(password()), "");
    } catch (IOException e) {
      throw withoutPassword();
    }
  }

  /** A connection as the owner of the server. */
  Connection connect(int port, String database) throws SQLException {
    DatabaseUrl url = url(port, database);
    var properties = new Properties();
    properties.setProperty("user", OWNER);
    properties.setProperty("password", url.password().orElseThrow());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "5");
    Connection connection = new Driver().connect(url.jdbc(), properties);
    if (connection == null) {
      throw new SQLException("no connection to " + url.place());
    }
    return connection;
  }

  private Path savedPassword() {
    return path.resolve("password");
  }

  private void checkVersion(String wanted) throws IOException {
    Path file = data.resolve("PG_VERSION");
    String found = Files.exists(file) ? Files.readString(file).strip() : "missing";
    if (!found.equals(wanted)) {
      throw new DatabaseUnavailable(
          "The data in %s is of PostgreSQL %s and this Wharf brings %s: set WHARF_DATA_DIR to another folder, or WHARF_DATABASE_URL to a server that holds the data."
              .formatted(data, found, wanted));
    }
  }

  private void refuseDataWithoutPassword() {
    if (Files.exists(data) && !Files.exists(newPassword())) {
      throw withoutPassword();
    }
  }

  private DatabaseUnavailable withoutPassword() {
    return new DatabaseUnavailable(
        "The password file of the embedded database is missing from %s: put it back, or set WHARF_DATA_DIR to another folder."
            .formatted(path));
  }

  private void writeNewPassword() throws IOException {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    Files.deleteIfExists(newPassword());
    try (var channel =
        Files.newByteChannel(
            newPassword(),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(
          ByteBuffer.wrap(HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
