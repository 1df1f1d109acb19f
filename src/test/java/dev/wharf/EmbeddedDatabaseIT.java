package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each start is a process of its own, so that it can be killed like one. */
class EmbeddedDatabaseIT {

  private final List<Process> processes = new ArrayList<>();
  private Path home;

  @BeforeEach
  void makeFolder() throws IOException {
    home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "embedded-");
  }

  @AfterEach
  void endAll() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    Postmaster.read(data()).flatMap(Postmaster::process).ifPresent(ProcessHandle::destroyForcibly);
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }

  @Test
  void dataSurviveARestart() throws Exception {
    Started first = started();
    execute("create table kept (n int)", "insert into kept values (42)");
    first.stop();
    assertTrue(Postmaster.read(data()).isEmpty(), "the server is gone with us");

    started();

    assertEquals("42", value("select n from kept"));
  }

  @Test
  void whatIsCommittedIsOnTheDisk() throws Exception {
    started();

    assertEquals("on", value("show fsync"));
    assertEquals("on", value("show synchronous_commit"));
    assertEquals("127.0.0.1", value("show listen_addresses"));
  }

  @Test
  void onlyWhoHasThePasswordGetsIn() throws Exception {
    started();

    assertThrows(SQLException.class, () -> connect("guess").close());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(home.resolve("postgres.password"))));
  }

  @Test
  void aLostPasswordFileIsMadeGoodAtTheNextStart() throws Exception {
    Started first = started();
    execute("create table kept (n int)", "insert into kept values (42)");
    first.stop();
    Files.delete(home.resolve("postgres.password"));

    started();

    assertEquals("42", value("select n from kept"));
    assertThrows(SQLException.class, () -> connect("guess").close());
  }

  @Test
  void aServerThatOutlivedUsIsTakenOver() throws Exception {
    Started first = started();
    execute("create table kept (n int)", "insert into kept values (42)");
    long server = Postmaster.read(data()).orElseThrow().pid();
    first.kill();

    Started second = started();

    assertEquals(server, Postmaster.read(data()).orElseThrow().pid());
    assertEquals("42", value("select n from kept"));
    second.stop();
    assertTrue(Postmaster.read(data()).isEmpty(), "it stops what it took over");
  }

  @Test
  void afterAKillOfEverythingTheStaleLockFileDoesNotHinder() throws Exception {
    Started first = started();
    execute("create table kept (n int)", "insert into kept values (42)");
    Postmaster server = Postmaster.read(data()).orElseThrow();
    first.kill();
    ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
    assertTrue(Files.exists(Postmaster.file(data())));

    started();

    assertEquals("42", value("select n from kept"));
  }

  @Test
  void aLockFileWhosePidNowIsAnotherProgramDoesNotHinder() throws Exception {
    Started first = started();
    execute("create table kept (n int)", "insert into kept values (42)");
    String file = Files.readString(Postmaster.file(data()));
    first.stop();
    String own = Long.toString(ProcessHandle.current().pid());
    Files.writeString(Postmaster.file(data()), file.replaceFirst("\\d+", own));

    started();

    assertEquals("42", value("select n from kept"));
  }

  @Test
  void aSecondProcessOnTheFolderIsRefused() throws Exception {
    Started first = started();

    String answer = new Started(home).answer();

    assertTrue(answer.startsWith("refused Another Wharf (process " + first.pid() + ")"), answer);
    assertEquals("1", value("select 1"));
  }

  @Test
  void aFirstStartThatWasCutShortIsStartedOver() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("postgresql.conf"), "half");

    started();

    assertEquals("1", value("select 1"));
    try (var files = Files.list(home)) {
      assertTrue(files.anyMatch(file -> file.getFileName().toString().contains("incomplete")));
    }
  }

  @Test
  void dataOfAnotherVersionAreLeftAlone() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("PG_VERSION"), "14\n");

    String answer = new Started(home).answer();

    assertTrue(answer.contains("written by PostgreSQL 14"), answer);
    assertFalse(Files.exists(home.resolve("bin")));
  }

  private Path data() {
    return home.resolve("postgres");
  }

  private Started started() throws IOException {
    var started = new Started(home);
    assertEquals("ready", started.answer());
    return started;
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String value(String query) throws Exception {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection connect() throws Exception {
    return connect(Files.readString(home.resolve("postgres.password")).strip());
  }

  private Connection connect(String password) throws Exception {
    int port = Postmaster.read(data()).orElseThrow().port();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
  }

  /** Our process. */
  private final class Started {
    private final Process process;
    private final BufferedReader output;

    Started(Path home) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  EmbeddedDatabaseProcess.class.getName(),
                  home.toString())
              .redirectError(home.resolve("error.log").toFile())
              .start();
      processes.add(process);
      output = process.inputReader();
    }

    /** The next line that is ours; the rest is the log of the library. */
    String answer() throws IOException {
      String line = output.readLine();
      while (line != null && !line.matches("(ready|stopped|refused).*")) {
        line = output.readLine();
      }
      return String.valueOf(line);
    }

    long pid() {
      return process.pid();
    }

    void stop() throws Exception {
      process.outputWriter().close();
      assertEquals("stopped", answer());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }

    void kill() throws Exception {
      assertTrue(process.destroyForcibly().waitFor(20, TimeUnit.SECONDS));
    }
  }
}
