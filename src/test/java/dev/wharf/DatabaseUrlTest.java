package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  private static final String SETTING = "WHARF_DATABASE_URL";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:s3cret@db.example:6432/fleet",
        "postgres://ann:s3cret@db.example:6432/fleet",
        "jdbc:postgresql://ann:s3cret@db.example:6432/fleet",
        "vertx-reactive:postgresql://ann:s3cret@db.example:6432/fleet",
        "jdbc:postgresql://db.example:6432/fleet?user=ann&password=s3cret",
        "  postgresql://ann:s3cret@db.example:6432/fleet\n",
      })
  void readsEverySpelling(String text) {
    assertEquals(
        Map.of(
            "quarkus.datasource.reactive.url", "postgresql://db.example:6432/fleet",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://db.example:6432/fleet",
            "quarkus.datasource.username", "ann",
            "quarkus.datasource.password", "s3cret"),
        DatabaseUrl.parse(SETTING, text).settings());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://db/fleet, db:5432/fleet",
    "postgresql://127.0.0.1:1/fleet, 127.0.0.1:1/fleet",
    "postgresql://[::1]:5433/fleet, [::1]:5433/fleet",
    "postgresql://@db/fleet, db:5432/fleet",
  })
  void fillsInThePort(String text, String place) {
    assertEquals(place, DatabaseUrl.parse(SETTING, text).place());
  }

  @Test
  void decodesUserAndPassword() {
    var url = DatabaseUrl.parse(SETTING, "postgresql://a%40b:p%2Fw%3A+1@db/fleet");
    assertEquals(Optional.of("a@b"), url.username());
    assertEquals(Optional.of("p/w:+1"), url.password());
  }

  @Test
  void needsNoUser() {
    var url = DatabaseUrl.parse(SETTING, "postgresql://db/fleet");
    assertEquals(Optional.empty(), url.username());
    assertEquals(Optional.of("ann"), url.orElse(Optional.of("ann"), Optional.empty()).username());
  }

  @Test
  void prefersItsOwnUser() {
    var url = DatabaseUrl.parse(SETTING, "postgresql://ann@db/fleet");
    assertEquals(Optional.of("ann"), url.orElse(Optional.of("bob"), Optional.empty()).username());
  }

  @Test
  void givesTheReactiveClientOnlyTheParameterItKnows() {
    var url =
        DatabaseUrl.parse(
            SETTING, "postgresql://db/fleet?user=ann&sslmode=require&channel_binding=require");
    assertEquals("postgresql://db:5432/fleet?sslmode=require", url.reactive());
    assertEquals(
        "jdbc:postgresql://db:5432/fleet?sslmode=require&channel_binding=require", url.jdbc());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db.example",
        "mysql://ann:s3cret@db/fleet",
        "postgresql:fleet",
        "postgresql://ann:s3cret@/fleet",
        "postgresql://ann:s3cret@db",
        "postgresql://ann:s3cret@db/",
        "postgresql://ann:s3cret@db:0/fleet",
        "postgresql://ann:s3cret@db:65536/fleet",
        "postgresql://ann:s3cret@db:port/fleet",
        "postgresql://ann:s3cret@one,two/fleet",
        "postgresql://ann:s3cret@x@db/fleet",
        "postgresql://ann:s3cret/x@db/fleet",
        "postgresql://ann:s3cret%ZZ@db/fleet",
        "postgresql://ann:s3cret@db/fleet/more",
        "postgresql://ann:s3cret@[::1/fleet",
      })
  void refusesAnythingElseAndRepeatsNoPassword(String text) {
    var refused = assertThrows(DatabaseUnavailable.class, () -> DatabaseUrl.parse(SETTING, text));
    assertTrue(refused.getMessage().startsWith(SETTING + " is not the address"));
    assertFalse(refused.getMessage().contains("s3cret"));
  }

  @Test
  void showsNoPasswordAsText() {
    var url = DatabaseUrl.parse(SETTING, "postgresql://ann:s3cret@db/fleet");
    assertFalse(url.toString().contains("s3cret"));
  }
}
