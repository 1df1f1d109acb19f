package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class EmbeddedDatabaseIT {

  private static final Path ALL = Path.of("target", "embedded-test").toAbsolutePath();

  private Path folder;

  @BeforeEach
  void chooseAFolder() throws IOException {
    Files.createDirectories(ALL);
    folder = Files.createTempDirectory(ALL, "run ").resolve("postgres");
  }

  @AfterEach
  void stopWhatIsLeftAndRemoveTheFolder() throws Exception {
    if (Postmaster.anyWorkingIn(data())) {
      kill(serverPid());
    }
    remove(folder.getParent());
  }

  @Test
  void keepsDataOverARestart() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      write(first);
      assertFalse(first.adopted());
    }
    assertFalse(Postmaster.anyWorkingIn(data()));
    try (var second = EmbeddedDatabase.open(folder)) {
      assertEquals(7, read(second));
      assertFalse(second.adopted());
    }
  }

  @Test
  void keepsDataWhenTheServerIsKilled() throws Exception {
    var first = EmbeddedDatabase.open(folder);
    write(first);
    ProcessHandle.of(serverPid()).orElseThrow().destroyForcibly();
    first.abandon();
    try (var second = EmbeddedDatabase.open(folder)) {
      assertEquals(7, read(second));
      assertFalse(second.adopted());
    }
  }

  @Test
  void closesAfterTheServerWasKilled() throws Exception {
    var database = EmbeddedDatabase.open(folder);
    kill(serverPid());
    assertTimeoutPreemptively(Duration.ofSeconds(20), database::close);
  }

  @Test
  void goesOnWithTheServerThatAKilledWharfLeft() throws Exception {
    var first = EmbeddedDatabase.open(folder);
    write(first);
    long server = serverPid();
    first.abandon();
    try (var second = EmbeddedDatabase.open(folder)) {
      assertTrue(second.adopted());
      assertEquals(server, serverPid());
      assertEquals(7, read(second));
    }
    assertFalse(Postmaster.anyWorkingIn(data()));
  }

  @Test
  void keepsDataOfAServerWhoseFirstStartNobodySawTheEndOf() throws Exception {
    var first = EmbeddedDatabase.open(folder);
    write(first);
    first.abandon();
    Files.move(folder.resolve("password"), folder.resolve("password.new"));
    try (var second = EmbeddedDatabase.open(folder)) {
      assertTrue(second.adopted());
    }
    try (var third = EmbeddedDatabase.open(folder)) {
      assertEquals(7, read(third));
    }
  }

  @Test
  void ignoresANoteWhoseProcessIsAStranger() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      write(first);
    }
    Files.write(
        Postmaster.file(data()),
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            data().toString(),
            "1700000000",
            "5432",
            "",
            "127.0.0.1",
            "  1234 5678",
            "ready"));
    try (var second = EmbeddedDatabase.open(folder)) {
      assertEquals(7, read(second));
    }
  }

  @Test
  void ignoresANoteThatIsNotComplete() throws Exception {
    EmbeddedDatabase.open(folder).close();
    Files.createFile(Postmaster.file(data()));
    try (var second = EmbeddedDatabase.open(folder)) {
      assertFalse(second.adopted());
    }
  }

  @Test
  void beginsAgainAfterAnInterruptedFirstStart() throws Exception {
    Files.createDirectories(data());
    Files.writeString(folder.resolve("password.new"), "half");
    Files.createFile(data().resolve("postgresql.conf"));
    try (var database = EmbeddedDatabase.open(folder)) {
      write(database);
      assertEquals(7, read(database));
    }
  }

  @Test
  void startsAgainFromItsUnpackedBinaries() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      write(first);
      assertTrue(cameFromTheArchive());
    }
    for (int start = 0; start < 2; start++) {
      try (var again = EmbeddedDatabase.open(folder)) {
        assertFalse(cameFromTheArchive());
        assertEquals(7, read(again));
        assertEquals("on", setting(again, "fsync"));
        assertEquals("on", setting(again, "synchronous_commit"));
        assertEquals("127.0.0.1", setting(again, "listen_addresses"));
        assertEquals("", setting(again, "unix_socket_directories"));
        assertEquals("60", setting(again, "max_connections"));
      }
      assertFalse(Postmaster.anyWorkingIn(data()));
    }
  }

  @Test
  void isInNoTerminalOfOurs() throws Exception {
    EmbeddedDatabase.open(folder).close();
    try (var again = EmbeddedDatabase.open(folder)) {
      assertFalse(cameFromTheArchive());
      // After the name: state, parent, process group, session.
      String[] stat =
          Files.readString(Path.of("/proc", Long.toString(serverPid()), "stat"))
              .replaceFirst(".*\\) ", "")
              .split(" ");
      assertEquals(Long.toString(serverPid()), stat[2]);
      assertEquals(Long.toString(serverPid()), stat[3]);
      assertEquals(again.url().port(), Postmaster.notedIn(data()).orElseThrow().port());
    }
  }

  @Test
  void goesOnWithAServerThatWasStartedFromItsBinaries() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      write(first);
    }
    var second = EmbeddedDatabase.open(folder);
    long server = serverPid();
    second.abandon();
    try (var third = EmbeddedDatabase.open(folder)) {
      assertTrue(third.adopted());
      assertEquals(server, serverPid());
      assertEquals(7, read(third));
    }
  }

  @Test
  void recoversFromItsBinariesAfterTheServerWasKilled() throws Exception {
    EmbeddedDatabase.open(folder).close();
    var second = EmbeddedDatabase.open(folder);
    write(second);
    kill(serverPid());
    second.abandon();
    assertTrue(Files.exists(Postmaster.file(data())));
    try (var third = EmbeddedDatabase.open(folder)) {
      assertFalse(third.adopted());
      assertFalse(cameFromTheArchive());
      assertEquals(7, read(third));
    }
  }

  @Test
  void startsFromTheArchiveIfInDoubt() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      write(first);
    }
    for (Change change : Change.values()) {
      change.make(DatabaseFolder.at(folder));
      try (var again = EmbeddedDatabase.open(folder)) {
        assertTrue(cameFromTheArchive(), change.name());
        assertEquals(7, read(again));
      }
    }
  }

  @Test
  void refusesASecondHolderInThisProcess() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      var refused = assertThrows(DatabaseUnavailable.class, () -> EmbeddedDatabase.open(folder));
      assertTrue(refused.getMessage().startsWith("Another Wharf (process "), refused.getMessage());
      write(first);
    }
  }

  @Test
  void refusesASecondProcess() throws Exception {
    try (var first = EmbeddedDatabase.open(folder)) {
      Path said = folder.resolveSibling("said");
      var second =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SecondHolder.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertTrue(second.waitFor(30, TimeUnit.SECONDS));
      assertEquals(
          "Another Wharf (process %d) already uses the folder %s: stop it, or set WHARF_DATA_DIR to a folder of its own."
              .formatted(ProcessHandle.current().pid(), folder),
          Files.readString(said).lines().reduce((one, next) -> next).orElse(""));
      write(first);
    }
  }

  @Test
  void isDurable() throws Exception {
    try (var database = EmbeddedDatabase.open(folder)) {
      assertEquals("on", setting(database, "fsync"));
      assertEquals("on", setting(database, "synchronous_commit"));
      assertEquals("on", setting(database, "full_page_writes"));
    }
  }

  @Test
  void letsNobodyElseIn() throws Exception {
    try (var database = EmbeddedDatabase.open(folder)) {
      assertEquals("127.0.0.1", setting(database, "listen_addresses"));
      var refused =
          assertThrows(
              SQLException.class,
              () ->
                  DriverManager.getConnection(database.url().jdbc(), "postgres", "guess").close());
      assertEquals("28P01", refused.getSQLState());
      assertEquals("rw-------", permissions(folder.resolve("password")));
      assertEquals("rwx------", permissions(folder));
    }
  }

  @Test
  void refusesDataOfAnotherVersion() throws Exception {
    EmbeddedDatabase.open(folder).close();
    Files.writeString(data().resolve("PG_VERSION"), "17\n");
    var refused = assertThrows(DatabaseUnavailable.class, () -> EmbeddedDatabase.open(folder));
    assertTrue(refused.getMessage().contains("is of PostgreSQL 17"), refused.getMessage());
  }

  @Test
  void neverReplacesDataWhosePasswordIsMissing() throws Exception {
    EmbeddedDatabase.open(folder).close();
    Files.delete(folder.resolve("password"));
    var refused = assertThrows(DatabaseUnavailable.class, () -> EmbeddedDatabase.open(folder));
    assertTrue(refused.getMessage().startsWith("The password file"), refused.getMessage());
    assertTrue(Files.exists(data().resolve("PG_VERSION")));
  }

  @Test
  void acceptsADatabaseThatAnswersAndRefusesOthersInOneSentence() throws Exception {
    try (var database = EmbeddedDatabase.open(folder)) {
      DatabaseUrl right = database.url();
      DatabaseProbe.await(right, Duration.ZERO, answered -> {});
      String address = "postgresql://postgres:guess@127.0.0.1:" + right.port() + "/wharf";
      assertTrue(refusalOf(address).contains("refuses the user or the password"));
      var elsewhere =
          new DatabaseUrl(
              right.host(), right.port(), "none", right.username(), right.password(), "");
      assertTrue(refusalOf(elsewhere).contains("does not exist"));
    }
    assertTrue(refusalOf("postgresql://127.0.0.1:1/wharf").contains("cannot be reached"));
  }

  private static String refusalOf(String address) {
    return refusalOf(DatabaseUrl.parse("test", address));
  }

  private static String refusalOf(DatabaseUrl url) {
    String sentence =
        assertThrows(
                DatabaseUnavailable.class,
                () -> DatabaseProbe.await(url, Duration.ZERO, answered -> {}))
            .getMessage();
    assertTrue(sentence.contains("WHARF_DATABASE_URL"), sentence);
    assertEquals(1, sentence.lines().count());
    return sentence;
  }

  /** Its start always asks for no fsync, and then for fsync. */
  private boolean cameFromTheArchive() throws IOException {
    return Files.readString(data().resolve("postmaster.opts")).contains("\"-F\"");
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private long serverPid() {
    return Postmaster.notedIn(data()).orElseThrow().pid();
  }

  private static void kill(long pid) throws Exception {
    var server = ProcessHandle.of(pid).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(30, TimeUnit.SECONDS);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    DatabaseUrl url = database.url();
    return DriverManager.getConnection(
        url.jdbc(), url.username().orElseThrow(), url.password().orElseThrow());
  }

  private static void write(EmbeddedDatabase database) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute("create table kept as select 7 as number");
    }
  }

  private static int read(EmbeddedDatabase database) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("select number from kept")) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private static String setting(EmbeddedDatabase database, String name) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("show " + name)) {
      assertTrue(row.next());
      return row.getString(1);
    }
  }

  /** What makes the next start take the archive, which puts it right again but for the last. */
  private enum Change {
    NO_NOTE {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        Files.delete(folder.binariesNote());
      }
    },
    ANOTHER_ARCHIVE {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        Files.writeString(
            folder.binariesNote(), "17" + Files.readString(folder.binariesNote()).substring(2));
      }
    },
    HALF_A_NOTE {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        Files.writeString(
            folder.binariesNote(), Files.readString(folder.binariesNote()).substring(0, 12));
      }
    },
    A_NOTE_OF_ANOTHER_PLACE {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        Files.writeString(
            folder.binariesNote(),
            Files.readString(folder.binariesNote()).replace("PG-", "../bin/PG-"));
      }
    },
    NO_BINARIES {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        remove(folder.binaries());
      }
    },
    A_PROGRAM_THAT_FAILS {
      @Override
      void make(DatabaseFolder folder) throws IOException {
        Path postgres = UnpackedBinaries.in(folder).orElseThrow().postgres();
        Files.move(postgres, postgres.resolveSibling("postgres-real"));
        // Refuses whatever the archive's start does not ask for.
        Files.writeString(
            postgres,
            """
            #!/bin/sh
            case " $* " in *" -V "*|*" -F "*) exec "$(dirname "$0")/postgres-real" "$@";; esac
            exit 3
            """);
        Files.setPosixFilePermissions(postgres, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    };

    abstract void make(DatabaseFolder folder) throws IOException;
  }

  /** A Wharf in a process of its own that wants the same folder. */
  static final class SecondHolder {

    private SecondHolder() {}

    public static void main(String... args) throws IOException {
      try {
        EmbeddedDatabase.open(Path.of(args[0])).close();
        System.out.println("opened");
      } catch (DatabaseUnavailable refused) {
        System.out.println(refused.getMessage());
      }
    }
  }
}
