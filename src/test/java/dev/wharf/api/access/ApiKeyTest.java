package dev.wharf.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

  @Test
  void aGeneratedKeyIsLongAndPlain() {
    String key = ApiKey.generate(new SecureRandom()).reveal();

    assertTrue(key.matches("wharf_[0-9A-Za-z]{32}"), "form");
    assertNotEquals(key, ApiKey.generate(new SecureRandom()).reveal());
  }

  @Test
  void onlyTheSameKeyMatches() {
    byte[] hash = ApiKey.of("one").hash();

    assertTrue(ApiKey.of("one").matches(hash));
    assertFalse(ApiKey.of("One").matches(hash));
    assertFalse(ApiKey.of("").matches(hash));
  }

  @Test
  void aKeyDoesNotPrintItself() {
    assertEquals("ApiKey[]", ApiKey.of("secret").toString());
  }

  @Test
  void theBannerShowsTheKeyAndHowToUseIt() {
    String banner = KeyBanner.text(ApiKey.of("wharf_x"));

    assertTrue(banner.contains(" wharf_x"));
    assertTrue(banner.contains("X-Api-Key"));
    assertTrue(banner.contains("WHARF_API_KEY"));
  }

  @Test
  void thePolicyNamesThePhoneByItsOriginOnly() {
    assertEquals("http://localhost:8090", SecurityHeaders.origin("http://localhost:8090/admin"));
    assertTrue(
        SecurityHeaders.policy("http://localhost:8090")
            .contains("connect-src 'self' http://localhost:8090;"));
  }
}
