package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.admin.cli.CommandFailure;
import dev.wharf.admin.cli.Store;
import dev.wharf.identity.AccountId;
import dev.wharf.keystore.GeneratedKey;
import dev.wharf.keystore.KeyRotation;
import dev.wharf.keystore.MasterKey;
import dev.wharf.keystore.StoreLock;
import dev.wharf.keystore.StoredSamples;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalStoreIT {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestDatabase SERVER = new TestDatabase();
  private static final int HEAD = 49;
  private static final int CHUNK = 64 * 1024 + 16;

  private static DatabaseUrl server;
  private static int databases;

  @TempDir Path folder;

  private final String keyText = newKey();
  private final MasterKey key = MasterKey.parse(keyText, "test");
  private DatabaseUrl source;
  private Connection connection;

  @BeforeAll
  static void startServer() {
    var settings = SERVER.start();
    server =
        DatabaseUrl.parse("test", settings.get("quarkus.datasource.jdbc.url"))
            .orElse(Optional.of("postgres"), Optional.of("postgres"));
  }

  @AfterAll
  static void stopServer() {
    SERVER.stop();
  }

  @BeforeEach
  void makeASource() throws SQLException {
    source = database();
    Migrations.run(source);
    connection = source.connect();
    StoredSamples.execute(
        connection, "insert into master_key_check (master_key_id) values (?)", key.id());
    StoredSamples.execute(
        connection, "insert into api_key (hash, created_at) values (?, now())", new byte[] {1, 2});
  }

  @AfterEach
  void leave() throws SQLException {
    connection.close();
  }

  @Test
  void bringsAllAccountsBackIntoAnEmptyDatabase() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    AccountId two = StoredSamples.paired(connection, key, "Two");
    Path file = folder.resolve("all");
    var saved = store(source, keyText).backup(order(file, Optional.empty(), true));
    assertEquals(2, saved.rows().get("account"));
    assertEquals(Files.size(file), saved.bytes());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

    DatabaseUrl empty = database();
    var restored = store(empty, keyText).restore(restore(file));
    assertEquals(saved.rows(), restored.rows());
    try (var there = empty.connect()) {
      assertEquals(dump(connection), dump(there));
      assertTrue(StoredSamples.opens(there, key, one));
      assertTrue(StoredSamples.opens(there, key, two));
      assertEquals("t", text(there, "select bool_and(wanted) from account"));
      assertEquals("4", text(there, "select count(*) from timeline"));
    }
  }

  @Test
  void replacesTheApiKeyThatAFirstStartMade() throws Exception {
    Path file = saved();
    DatabaseUrl empty = database();
    Migrations.run(empty);
    try (var there = empty.connect()) {
      StoredSamples.execute(
          there, "insert into api_key (hash, created_at) values (?, now())", new byte[] {9});
      store(empty, keyText).restore(restore(file));
      assertEquals("\\x0102", text(there, "select hash from api_key"));
    }
  }

  @Test
  void addsOneAccountToADatabaseInUse() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    StoredSamples.paired(connection, key, "Two");
    Path file = folder.resolve("one");
    var saved = store(source, keyText).backup(order(file, Optional.of(one), true));
    assertEquals(1, saved.rows().get("account"));
    assertEquals(3, saved.rows().get("pre_key"));
    assertFalse(saved.rows().containsKey("api_key"));

    assertRefused(
        "is in this database already", () -> store(source, keyText).restore(restore(file)));
    StoredSamples.execute(connection, "delete from data_key where account_id = ?", one.value());
    StoredSamples.execute(connection, "delete from account where id = ?", one.value());
    store(source, keyText).restore(restore(file));
    assertTrue(StoredSamples.opens(connection, key, one));
    assertEquals("4", text(connection, "select count(distinct id) from timeline"));
    assertEquals(
        "dial,handshake",
        text(
            connection,
            "select string_agg(step, ',' order by id) from timeline where account_id = '"
                + one
                + "'"));
    assertEquals(
        "t",
        text(connection, "select last_value > (select max(id) from timeline) from timeline_id"));
  }

  @Test
  void refusesADatabaseThatHoldsAccounts() throws Exception {
    StoredSamples.paired(connection, key, "One");
    Path file = saved();
    String before = dump(connection);
    assertRefused("holds accounts already", () -> store(source, keyText).restore(restore(file)));
    assertEquals(before, dump(connection));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("one bit", change(all -> flip(all, all.length / 2))),
        Arguments.of("one bit of the head", change(all -> flip(all, 20))),
        Arguments.of("cut at a chunk", change(all -> Arrays.copyOf(all, HEAD + CHUNK))),
        Arguments.of("last byte gone", change(all -> Arrays.copyOf(all, all.length - 1))),
        Arguments.of("only the head", change(all -> Arrays.copyOf(all, HEAD))),
        Arguments.of("chunks swapped", change(LocalStoreIT::swap)),
        Arguments.of("more after it", change(all -> Arrays.copyOf(all, all.length + 100))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void refusesADamagedArchiveAndWritesNothing(String what, UnaryOperator<byte[]> change)
      throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[4096];
      RANDOM.nextBytes(noise);
      StoredSamples.execute(
          connection,
          "insert into pre_key (account_id, id, sealed) values (?, ?, ?)",
          one.value(),
          10 + i,
          noise);
    }
    Path file = saved();
    Files.write(file, change.apply(Files.readAllBytes(file)));
    DatabaseUrl empty = database();
    assertRefused("damaged", () -> store(empty, keyText).restore(restore(file)));
    try (var there = empty.connect()) {
      assertEquals("0", text(there, "select count(*) from pg_tables where schemaname = 'public'"));
    }
  }

  @Test
  void refusesAnArchiveOfAnotherMasterKeyAndSaysWhich() throws Exception {
    Path file = saved();
    DatabaseUrl empty = database();
    String message =
        assertRefused("--master-key-file", () -> store(empty, newKey()).restore(restore(file)));
    assertTrue(message.contains(key.id()), message);
  }

  @Test
  void putsWhatItRestoresUnderThePresentMasterKey() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    Path file = saved();
    Path former = Files.writeString(folder.resolve("former"), keyText);
    String presentText = newKey();
    DatabaseUrl empty = database();
    var restored =
        store(empty, presentText).restore(new Store.RestoreOrder(file, Optional.of(former)));
    assertEquals(1, restored.rewrapped());
    MasterKey present = MasterKey.parse(presentText, "test");
    try (var there = empty.connect()) {
      assertTrue(StoredSamples.opens(there, present, one));
      assertFalse(StoredSamples.opens(there, key, one));
      assertEquals(present.id(), text(there, "select master_key_id from master_key_check"));
    }
  }

  @Test
  void doesNotSaveUnderAMasterKeyThatIsNotTheDatabases() {
    Path file = folder.resolve("never");
    assertRefused(
        "not the one this database was written with",
        () -> store(source, newKey()).backup(order(file, Optional.empty(), false)));
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  @Test
  void keepsAFileThatIsThereUnlessForced() throws Exception {
    Path file = Files.writeString(folder.resolve("all"), "mine");
    assertRefused(
        "--force", () -> store(source, keyText).backup(order(file, Optional.empty(), false)));
    assertEquals("mine", Files.readString(file));
    store(source, keyText).backup(new Store.BackupOrder(file, true, Optional.empty(), false));
    assertEquals("WHARFBAK", new String(Files.readAllBytes(file), 0, 8));
    assertEquals(List.of("all"), List.of(folder.toFile().list()));
  }

  @Test
  void refusesAnAccountThatIsNotThere() {
    assertRefused(
        "There is no account",
        () ->
            store(source, keyText)
                .backup(order(folder.resolve("x"), Optional.of(AccountId.random(RANDOM)), false)));
  }

  @Test
  void loadsAnArchiveOfAnOlderSchemaThatOnlyLacksOptionalColumns() throws Exception {
    StoredSamples.paired(connection, key, "One");
    Path file = saved();
    DatabaseUrl newer = database();
    Migrations.run(newer);
    try (var there = newer.connect()) {
      StoredSamples.execute(there, "alter table account add column later text");
      store(newer, keyText).restore(restore(file));
      assertEquals("1", text(there, "select count(*) from account where later is null"));
    }
  }

  @Test
  void refusesAnArchiveThatLacksWhatIsNeeded() throws Exception {
    StoredSamples.paired(connection, key, "One");
    Path file = saved();
    DatabaseUrl newer = database();
    Migrations.run(newer);
    try (var there = newer.connect()) {
      StoredSamples.execute(there, "alter table credential add column needed text not null");
      assertRefused("column needed", () -> store(newer, keyText).restore(restore(file)));
      assertEquals("0", text(there, "select count(*) from account"));
    }
  }

  @Test
  void refusesAnArchiveOfANewerSchema() throws Exception {
    StoredSamples.execute(
        connection,
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " values (99, '9999', 'later', 'SQL', 'V9999__later.sql', 'test', 1, true)");
    Path file = saved();
    DatabaseUrl empty = database();
    assertRefused("newer Wharf", () -> store(empty, keyText).restore(restore(file)));
  }

  @Test
  void changesNothingUnderARunningServer() throws Exception {
    Path file = saved();
    DatabaseUrl served = database();
    try (var other = served.connect();
        var statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock_shared(" + 0x77_68_61_72_66L + ")");
      assertFalse(StoreLock.tryAlone(connectionTo(served)));
      assertRefused("A Wharf runs", () -> store(served, keyText).restore(restore(file)));
      assertRefused("A Wharf runs", () -> store(served, keyText).rotate(newKey(), "test"));
    }
  }

  @Test
  void putsEveryKeyUnderTheNewMasterKey() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    AccountId two = StoredSamples.paired(connection, key, "Two");
    String nextText = newKey();
    MasterKey next = MasterKey.parse(nextText, "test");
    var done = store(source, keyText).rotate(nextText, "test");
    assertEquals(2, done.rewrapped());
    assertEquals(key.id(), done.formerKeyId());
    assertTrue(StoredSamples.opens(connection, next, one));
    assertTrue(StoredSamples.opens(connection, next, two));
    assertFalse(StoredSamples.opens(connection, key, one));
    assertRefused(
        "not the one this database was written with",
        () -> store(source, keyText).rotate(newKey(), "test"));
  }

  @Test
  void leavesEverythingAsItWasWhenItIsKilledBeforeTheEnd() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    var next = MasterKey.parse(newKey(), "test");
    try (var killed = source.connect()) {
      killed.setAutoCommit(false);
      assertEquals(1, new KeyRotation(killed, RANDOM).rotate(key, next).rewrapped());
      StoredSamples.execute(
          connection,
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
      assertThrows(SQLException.class, killed::commit);
    }
    assertTrue(StoredSamples.opens(connection, key, one));
    assertEquals(key.id(), text(connection, "select master_key_id from master_key_check"));
  }

  @Test
  void leavesAKeyThatCouldNotBeOpenedBeforeAndNamesIt() throws Exception {
    AccountId one = StoredSamples.paired(connection, key, "One");
    AccountId broken = StoredSamples.paired(connection, key, "Broken");
    StoredSamples.execute(
        connection,
        "update data_key set wrapped = ? where account_id = ?",
        new byte[61],
        broken.value());
    String nextText = newKey();
    var done = store(source, keyText).rotate(nextText, "test");
    assertEquals(List.of(broken.toString()), done.unreadable());
    assertTrue(StoredSamples.opens(connection, MasterKey.parse(nextText, "test"), one));
  }

  @Test
  void replacesTheKeyThatWharfMadeForItself() throws Exception {
    StoredSamples.paired(connection, key, "One");
    var own = ownKey();
    String nextText = newKey();
    store(source, own).rotate(nextText, "test");
    assertEquals(nextText, Files.readString(own.file()).strip());
    assertEquals(keyText, Files.readString(own.former(key)).strip());
    assertFalse(own.isChanging());
  }

  @Test
  void undoesAChangeThatTheDatabaseNeverTook() throws Exception {
    var own = ownKey();
    own.prepare(newKey());
    MasterKeys.settle(config(source, own), source);
    assertEquals(keyText, Files.readString(own.file()).strip());
    assertFalse(own.isChanging());
  }

  @Test
  void completesAChangeThatTheDatabaseHasTaken() throws Exception {
    var own = ownKey();
    String nextText = newKey();
    own.prepare(nextText);
    StoredSamples.execute(
        connection,
        "update master_key_check set master_key_id = ?",
        MasterKey.parse(nextText, "test").id());
    MasterKeys.settle(config(source, own), source);
    assertEquals(nextText, Files.readString(own.file()).strip());
    assertEquals(keyText, Files.readString(own.former(key)).strip());
    assertFalse(own.isChanging());
  }

  @Test
  void leavesAChangeAloneThatStillGoesOn() throws Exception {
    var own = ownKey();
    own.prepare(newKey());
    assertTrue(StoreLock.tryAlone(connection));
    assertThrows(DatabaseUnavailable.class, () -> MasterKeys.settle(config(source, own), source));
    assertTrue(own.isChanging());
  }

  private Path saved() {
    Path file = folder.resolve("archive");
    store(source, keyText).backup(order(file, Optional.empty(), false));
    return file;
  }

  private GeneratedKey ownKey() throws Exception {
    var own = new GeneratedKey(folder.resolve("data"));
    Files.createDirectories(own.dataDir());
    Files.writeString(own.file(), keyText + "\n");
    return own;
  }

  private static Store.BackupOrder order(Path file, Optional<AccountId> account, boolean history) {
    return new Store.BackupOrder(file, false, account, history);
  }

  private static Store.RestoreOrder restore(Path file) {
    return new Store.RestoreOrder(file, Optional.empty());
  }

  private static LocalStore store(DatabaseUrl url, String key) {
    return new LocalStore(config(url, Map.of("wharf.master-key", key)), Clock.systemUTC(), RANDOM);
  }

  private static LocalStore store(DatabaseUrl url, GeneratedKey own) {
    return new LocalStore(config(url, own), Clock.systemUTC(), RANDOM);
  }

  private static Config config(DatabaseUrl url, GeneratedKey own) {
    return config(
        url,
        Map.of("wharf.data-dir", own.dataDir().toString(), "wharf.master-key-generate", "true"));
  }

  private static Config config(DatabaseUrl url, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("wharf.database-url", "postgresql://postgres:postgres@" + url.place());
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build();
  }

  private static DatabaseUrl database() throws SQLException {
    String name = "store_" + ++databases;
    try (var admin = server.connect()) {
      StoredSamples.execute(admin, "create database " + name);
    }
    return new DatabaseUrl(
        server.host(), server.port(), name, server.username(), server.password(), "");
  }

  private static Connection connectionTo(DatabaseUrl url) throws SQLException {
    return url.connect();
  }

  private static String newKey() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String assertRefused(String says, Runnable command) {
    var failure = assertThrows(CommandFailure.class, command::run);
    assertTrue(failure.getMessage().contains(says), failure.getMessage());
    return failure.getMessage();
  }

  /** All rows but the numbers that are given anew. */
  private static String dump(Connection connection) throws SQLException {
    var all = new StringBuilder();
    for (String table :
        List.of("account", "data_key", "credential", "pre_key", "pre_key_counter", "api_key")) {
      all.append(
          text(
              connection,
              "select string_agg(t::text, ';' order by t::text) from %s t".formatted(table)));
    }
    return all
        + text(
            connection,
            "select string_agg(sealed::text, ';' order by sealed) from credential_archive")
        + text(connection, "select string_agg(account_id || step, ';' order by id) from timeline");
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static UnaryOperator<byte[]> change(UnaryOperator<byte[]> change) {
    return change;
  }

  private static byte[] flip(byte[] bytes, int at) {
    bytes[at] ^= 1;
    return bytes;
  }

  private static byte[] swap(byte[] all) {
    byte[] swapped = all.clone();
    System.arraycopy(all, HEAD, swapped, HEAD + CHUNK, CHUNK);
    System.arraycopy(all, HEAD + CHUNK, swapped, HEAD, CHUNK);
    return swapped;
  }
}
