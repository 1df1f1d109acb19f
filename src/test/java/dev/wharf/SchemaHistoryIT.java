package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaHistoryIT {

  private static final TestDatabase SERVER = new TestDatabase();
  private static final Path SOURCES = Path.of("src", "main", "resources", "db", "migration");

  private static DatabaseUrl server;
  private static int databases;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws SQLException {
    var settings = SERVER.start();
    server =
        DatabaseUrl.parse("test", settings.get("quarkus.datasource.jdbc.url"))
            .orElse(Optional.of("postgres"), Optional.of("postgres"));
    try (var owner = server.connect()) {
      execute(owner, "create database migrated");
    }
    Migrations.run(at("migrated"));
  }

  @AfterAll
  static void stopServer() {
    SERVER.stop();
  }

  @Test
  void seesThatAllIsDone() throws Exception {
    try (var connection = database()) {
      assertTrue(SchemaHistory.isExactly(scripts(), connection));
    }
  }

  @Test
  void seesThatAllWasDoneByTheServer() throws Exception {
    try (var connection = database()) {
      execute(connection, "update flyway_schema_history set script = 'db/migration/' || script");
      assertTrue(SchemaHistory.isExactly(scripts(), connection));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table flyway_schema_history",
        "truncate flyway_schema_history",
        "alter table flyway_schema_history drop column checksum",
        "delete from flyway_schema_history where version = '86'",
        "delete from flyway_schema_history where version = '20'",
        "update flyway_schema_history set success = false where version = '86'",
        "update flyway_schema_history set checksum = checksum + 1 where version = '70'",
        "update flyway_schema_history set checksum = null where version = '70'",
        "update flyway_schema_history set version = '87' where version = '86'",
        "update flyway_schema_history set version = null where version = '86'",
        "update flyway_schema_history set script = 'V86__other.sql' where version = '86'",
        "update flyway_schema_history set script = 'other/' || script",
        "update flyway_schema_history set type = 'BASELINE' where version = '1'",
        "insert into flyway_schema_history select 99, '87', description, type, 'V87__new.sql',"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " from flyway_schema_history where version = '86'",
        "insert into flyway_schema_history select 99, version, description, type, script,"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " from flyway_schema_history where version = '86'",
        "create schema elsewhere; set search_path = elsewhere, public",
        "set search_path = nowhere"
      })
  void leavesWhatIsOddToFlyway(String oddity) throws Exception {
    try (var connection = database()) {
      execute(connection, oddity);
      assertFalse(SchemaHistory.isExactly(scripts(), connection));
    }
  }

  @Test
  void leavesAConnectionThatBreaksToFlyway() throws Exception {
    var connection = database();
    connection.close();
    assertFalse(SchemaHistory.isExactly(scripts(), connection));
  }

  @Test
  void leavesAJarWithoutMigrationsToFlyway() throws Exception {
    try (var connection = database()) {
      execute(connection, "truncate flyway_schema_history");
      assertFalse(SchemaHistory.isExactly(Set.of(), connection));
    }
  }

  @Test
  void readsEachMigrationAsFlywayDoes() throws Exception {
    var scripts = scripts();
    try (var files = Files.list(SOURCES)) {
      var sources = files.toList();
      assertEquals(sources.size(), scripts.size());
      for (Path source : sources) {
        int theirs = ChecksumCalculator.calculate(new Text(Files.readString(source)));
        assertTrue(
            scripts.stream()
                .anyMatch(
                    script ->
                        source.endsWith(script.name())
                            && script.name().startsWith("V" + script.version() + "__")
                            && script.checksum() == theirs),
            source.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "one", "one\n", "one\r\ntwo\r\n", "\uFEFFone\ntwo", "\n\n  ü€😀 \n", "a\rb"})
  void sumsLinesAsFlywayDoes(String text) throws Exception {
    try (var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      assertEquals(ChecksumCalculator.calculate(new Text(text)), MigrationScript.checksum(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"R__again.sql", "V1_1__half.sql", "beforeMigrate.sql", "more/V90__deep.sql"})
  void doesNotJudgeWhatItCannotRead(String name) throws Exception {
    assertEquals(Optional.empty(), MigrationScript.in(jar(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.flyway.migrate-at-start, 250, false",
    "quarkus.flyway.migrate-at-start, 260, true",
    "quarkus.flyway.migrate-at-start, 400, true",
    "quarkus.flyway.active, 300, true",
    "quarkus.flyway.table, 100, true",
    "QUARKUS_FLYWAY_MIGRATE_AT_START, 300, true",
    "quarkus.flyway.enabled, -2147483648, false",
    "quarkus.datasource.jdbc.url, 400, false",
    "QUARKUS_DATASOURCE_JDBC_URL, 300, false",
    "quarkus.datasource.jdbc.max-size, 250, false",
    "quarkus.datasource.jdbc.additional-jdbc-properties.currentSchema, 300, true",
    "wharf.data-dir, 400, false"
  })
  void standsBackWhereAUserHasSetSomething(String name, int ordinal, boolean expected) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of(name, "true"), "test", ordinal))
            .build();
    assertEquals(expected, SchemaHistory.isSetByUser(config));
  }

  /** A migrated database of its own. */
  private static Connection database() throws SQLException {
    String name = "history" + ++databases;
    try (var owner = server.connect()) {
      execute(owner, "create database " + name + " template migrated");
    }
    return at(name).connect();
  }

  private static DatabaseUrl at(String name) {
    return new DatabaseUrl(
        server.host(), server.port(), name, server.username(), server.password(), "");
  }

  private Set<MigrationScript> scripts() throws IOException {
    return MigrationScript.in(jar()).orElseThrow();
  }

  private Path jar(String... more) throws IOException {
    Path jar = folder.resolve("test.jar");
    try (var files = Files.list(SOURCES);
        var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("db/migration/"));
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry("db/migration/" + file.getFileName()));
        Files.copy(file, zip);
      }
      for (String name : more) {
        zip.putNextEntry(new ZipEntry("db/migration/" + name));
      }
      zip.putNextEntry(new ZipEntry("db/other.sql"));
    }
    return jar;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A text as Flyway takes it. */
  private static final class Text extends LoadableResource {

    private final String text;

    private Text(String text) {
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return "test";
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return "test";
    }

    @Override
    public String getFilename() {
      return "test";
    }

    @Override
    public String getRelativePath() {
      return "test";
    }
  }
}
