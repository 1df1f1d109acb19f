package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "quarkus.datasource.reactive.url", "postgresql://db.example:5433/wharf",
          "quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example:5433/wharf",
          "quarkus.datasource.username", "ada",
          "quarkus.datasource.password", "p@ss:word+1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:p%40ss%3Aword+1@db.example:5433/wharf",
        "postgres://ada:p%40ss%3Aword+1@db.example:5433/wharf",
        "vertx-reactive:postgresql://ada:p%40ss%3Aword%2B1@db.example:5433/wharf",
        "jdbc:postgresql://db.example:5433/wharf?user=ada&password=p%40ss:word%2B1",
        " postgresql://db.example:5433/wharf?password=p%40ss:word%2B1&user=ada\n"
      })
  void everyUsualFormMeansTheSame(String address) {
    assertEquals(PROPERTIES, DatabaseAddress.parse(address).properties());
  }

  @Test
  void thePortIsTheUsualOneAndTheUserMayBeSetElsewhere() {
    assertEquals(
        Map.of(
            "quarkus.datasource.reactive.url", "postgresql://db:5432/wharf",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/wharf"),
        DatabaseAddress.parse("postgresql://db/wharf").properties());
  }

  @Test
  void parametersOfTheDriverDoNotReachTheReactiveClient() {
    var properties =
        DatabaseAddress.parse("postgresql://db/wharf?sslmode=require&sslrootcert=ca.pem")
            .properties();

    assertEquals(
        "postgresql://db:5432/wharf?sslmode=require",
        properties.get("quarkus.datasource.reactive.url"));
    assertEquals(
        "jdbc:postgresql://db:5432/wharf?sslmode=require&sslrootcert=ca.pem",
        properties.get("quarkus.datasource.jdbc.url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wharf",
        "mysql://secret@db/wharf",
        "postgresql://secret@/wharf",
        "postgresql://db.example",
        "postgresql://db.example/",
        "postgresql://a:secret with space@db/wharf",
        "postgresql://one:1,two:2/wharf"
      })
  void anythingElseIsRefusedWithTheFormAndWithoutTheText(String address) {
    var refused = assertThrows(StartRefused.class, () -> DatabaseAddress.parse(address));

    assertTrue(refused.getMessage().contains("postgresql://user:password@host:5432/database"));
    assertFalse(refused.getMessage().contains("secret"));
  }

  @Test
  void neitherUserNorPasswordIsPrinted() {
    assertEquals("db:5432/wharf", DatabaseAddress.parse("postgresql://a:b@db/wharf").toString());
  }
}
