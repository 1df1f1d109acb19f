package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Touches files, but starts nothing. */
class MasterKeySourceIT {

  private static final byte[] KEY = Samples.bytes(32);
  private static final String TEXT = Base64.getEncoder().encodeToString(KEY);

  @TempDir Path folder;

  private record Config(
      Optional<String> masterKey,
      Optional<Path> masterKeyFile,
      boolean masterKeyGenerate,
      Path dataDir)
      implements KeystoreConfig {

    @Override
    public Archive credentialArchive() {
      return new Archive() {
        @Override
        public Duration keep() {
          return Duration.ofDays(7);
        }

        @Override
        public String cron() {
          return "off";
        }
      };
    }
  }

  @Test
  void readsTheConfiguredKey() {
    assertEquals(MasterKey.of(KEY).id(), read(Optional.of(TEXT), Optional.empty(), true).id());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void readsTheConfiguredFile() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), TEXT + "\n");
    assertEquals(MasterKey.of(KEY).id(), read(Optional.empty(), Optional.of(file), true).id());
  }

  @Test
  void makesAKeyOnceForTheOwnersEyesOnly() throws Exception {
    String made = read(Optional.empty(), Optional.empty(), true).id();
    Path file = folder.resolve("data/master.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(made, read(Optional.empty(), Optional.empty(), true).id());
  }

  @Test
  void refusesToStartWithoutAKeyAndTellsHowToMakeOne() {
    var fault = fault(Optional.empty(), Optional.empty());
    assertTrue(fault.getMessage().contains("openssl rand -base64 32"), fault.getMessage());
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void refusesTwoKeys() {
    fault(Optional.of(TEXT), Optional.of(folder.resolve("key")));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    var fault = fault(Optional.empty(), Optional.of(folder.resolve("nowhere")));
    assertTrue(fault.getMessage().contains("nowhere"), fault.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "ä"})
  void refusesAFileWithoutAKeyAndDoesNotPrintIt(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), text);
    var fault = fault(Optional.empty(), Optional.of(file));
    assertTrue(fault.getMessage().contains(file.toString()), fault.getMessage());
  }

  private KeystoreFault fault(Optional<String> key, Optional<Path> file) {
    var fault = assertThrows(KeystoreFault.class, () -> read(key, file, false));
    assertEquals(KeystoreFault.Kind.NO_MASTER_KEY, fault.kind());
    return fault;
  }

  private MasterKey read(Optional<String> key, Optional<Path> file, boolean generate) {
    var config = new Config(key, file, generate, folder.resolve("data"));
    return new MasterKeySource(config, Samples.RANDOM).read();
  }
}
