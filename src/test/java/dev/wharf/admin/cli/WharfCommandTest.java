package dev.wharf.admin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WharfCommandTest {

  private final NoStore store = new NoStore();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnostics",
        "cleanup",
        "test-qr",
        "backup",
        "restore",
        "rotate-master-key",
        "help"
      })
  void explainsEveryCommand(String command) {
    var typed = type(command, "--help");
    assertEquals(Exit.FINE, typed.exit());
    assertTrue(typed.out().contains("Usage: wharf " + command), typed.out());
    if (!command.equals("help")) {
      assertTrue(typed.out().contains("3   done, and problems were found"), typed.out());
      assertTrue(typed.out().contains("--json"), typed.out());
    }
    assertTrue(type("--help").out().contains(command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nonsense | There is no command 'nonsense'",
        "--nonsense | --nonsense",
        "backup | --out",
        "restore | --in",
        "rotate-master-key | WHARF_NEW_MASTER_KEY",
        "backup --out x --account 12 | '12' is not the id of an account",
        "backup --out x --nonsense | --nonsense",
        "test-qr --timeout 0 | from 1 to 300",
        "test-qr --timeout x | x"
      })
  void saysWhatItDoesNotUnderstandAndHowItIsWritten(String line, String says) {
    var typed = type(line.split(" "));
    assertEquals(Exit.USAGE, typed.exit());
    assertTrue(typed.err().contains(says), typed.err());
    assertTrue(typed.err().contains("Usage: wharf"), typed.err());
    assertEquals("", typed.out());
    assertEquals("nothing", store.asked);
  }

  @Test
  void handsABackupOn() {
    String id = "3f0c8d1e-5c52-4f0e-9d3a-0f9a4c1b7e55";
    var typed =
        type("backup", "--out", "a", "--account", id, "--force", "--with-history", "--json");
    assertEquals(Exit.FINE, typed.exit(), typed.err());
    var order = (Store.BackupOrder) store.asked;
    assertEquals(id, order.account().orElseThrow().toString());
    assertTrue(order.replace() && order.history());
    assertEquals(2, typed.json().path("rows").path("account").asInt());
  }

  @Test
  void handsARestoreOn() {
    var typed = type("restore", "--in", "a", "--master-key-file", "k");
    assertEquals(Exit.FINE, typed.exit(), typed.err());
    assertEquals(new Store.RestoreOrder(Path.of("a"), Optional.of(Path.of("k"))), store.asked);
    assertTrue(typed.out().contains("1 keys were put under"), typed.out());
  }

  @Test
  void takesTheNewMasterKeyFromTheEnvironment() {
    var environment = Map.of("WHARF_NEW_MASTER_KEY", "new");
    var typed = Typed.in(store, environment, "rotate-master-key");
    assertEquals(Exit.FINE, typed.exit(), typed.err());
    assertEquals("new", store.asked);
    assertTrue(typed.out().contains("Next step."), typed.out());
  }

  @Test
  void endsWithThreeIfAKeyWasLeftBehind() {
    var environment = Map.of("WHARF_NEW_MASTER_KEY", "broken");
    var typed = Typed.in(store, environment, "rotate-master-key", "--json");
    assertEquals(Exit.PROBLEMS, typed.exit());
    assertEquals("an-account", typed.json().path("unreadable").path(0).asText());
  }

  @Test
  void saysWhyItCouldNotDoIt() {
    var environment = Map.of("WHARF_NEW_MASTER_KEY", "refused");
    var typed = Typed.in(store, environment, "rotate-master-key");
    assertEquals(Exit.FAILED, typed.exit());
    assertEquals("The test says no.", typed.err().strip());
    var json = Typed.in(store, environment, "rotate-master-key", "--json");
    assertEquals(Exit.FAILED, json.exit());
    assertEquals("The test says no.", json.json().path("error").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, Nothing answers at http://127.0.0.1:1",
    "nonsense, is no address of a Wharf",
    "ftp://example.org, is no address of a Wharf"
  })
  void saysThatNothingAnswers(String url, String says) {
    var typed = type("diagnostics", "--url", url);
    assertEquals(Exit.FAILED, typed.exit());
    assertTrue(typed.err().contains(says), typed.err());
  }

  @Test
  void saysThatTheFileOfTheApiKeyIsNotThere() {
    var typed = type("cleanup", "--api-key-file", "nowhere");
    assertEquals(Exit.FAILED, typed.exit());
    assertTrue(typed.err().contains("nowhere"), typed.err());
  }

  private Typed type(String... args) {
    return Typed.in(store, Map.of(), args);
  }
}
