package dev.wharf.sandbox;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Wharf beside a sandbox, as all tests want it that need both: each further profile would be one
 * more service to build and start.
 */
public class SandboxProfile implements QuarkusTestProfile {

  public static final String KEY = "key-of-the-tests-0123456789";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "wharf.api.key", KEY,
        "wharf.media.fetch-private", "true",
        "wharf.media.phone-answers-within", "PT6S",
        "wharf.media.folder", "target/wharf-test/media-spool");
  }
}
