package dev.wharf.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * The edge with a fleet that runs no sessions, a key that tests know and small bounds. Also for
 * tests that need only the database: each further profile would be one more service to build.
 */
public class ApiProfile implements QuarkusTestProfile {

  public static final String KEY = "key-of-the-tests-0123456789";

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeFleet.class, FakeGroupOrders.class, FakeNumberCheck.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "wharf.api.key", KEY,
        "wharf.push.ping-every", "1s",
        "wharf.push.drain-within", "5s",
        "wharf.push.backlog", "100",
        "wharf.push.replay-page", "7",
        "wharf.push.replay-buffer", "5",
        "wharf.push.max-bad-messages", "3");
  }
}
