package dev.wharf.admin.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationShownTest {

  @ParameterizedTest
  @CsvSource({
    "wharf.whatsapp.connect-timeout, PT30S",
    "wharf.whatsapp.credential-age, P14D",
    "wharf.whatsapp.reconnect.attempts, 20",
    "wharf.whatsapp.reconnect.factor, 1.5",
    "wharf.whatsapp.pre-keys, 812",
    "wharf.whatsapp.pre-keys-low, 5",
    "wharf.whatsapp.version, 2.3000.1045649367",
    "wharf.history.keep, 30d",
    "wharf.history.cron, 0 17 3 * * ?",
    "quarkus.http.port, 8080"
  })
  void showsWhatDecidesHowItBehaves(String name, String value) {
    assertEquals(Map.of(name, value), shown(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "wharf.api.key, 12345678",
    "wharf.master-key, dGVzdHMgb25seTogYSBtYXN0ZXIga2V5LCAzMiBieSE=",
    "wharf.database.url, postgresql://user:secret@host/db",
    "wharf.whatsapp.trust-anchor, 142375574d0a587166aae71ebe516437",
    "wharf.whatsapp.some-key, 12345678",
    "wharf.whatsapp.proxy.port, 1080",
    "wharf.whatsapp.note, any text",
    "wharf.whatsapp.caller, 5511987654321",
    "wharf.unheard-of, 5",
    "quarkus.datasource.username, wharf",
    "quarkus.datasource.password, 12345",
    "PATH, /bin"
  })
  void hidesWhatIsNotKnownToBeHarmless(String name, String value) {
    assertEquals(Map.of(), shown(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "wss://web.whatsapp.com/ws/chat, wss://web.whatsapp.com/ws/chat",
    "wss://user:secret@host:8443/ws?token=secret#x, wss://host:8443/ws",
    "postgresql://user:secret@host:5432/wharf, postgresql://host:5432/wharf",
    "not an address, [set]",
    "'vertx-reactive:postgresql://user:secret@host/db', [set]"
  })
  void anAddressLosesWhoGoesThere(String address, String shorter) {
    assertEquals(shorter, ConfigurationShown.address(address));
  }

  @Test
  void addressesAreShortenedWhenShown() {
    assertEquals(
        Map.of("quarkus.datasource.reactive.url", "postgresql://host/db"),
        shown("quarkus.datasource.reactive.url", "postgresql://user:secret@host/db"));
  }

  private static Map<String, String> shown(String name, String value) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
            .build();
    return new ConfigurationShown(config).all();
  }
}
