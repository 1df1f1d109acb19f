package dev.wharf.session;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Sessions whose time the test holds. All timings are the defaults. */
public class HeldClock implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(ControlledTime.class);
  }

  /** Nobody queues, for a turn would only come when the clock moves; and fewer keys to make. */
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        // Whoever does not say that it has arrived keeps everybody else from connecting.
        "wharf.whatsapp.connecting-at-once",
        "1",
        "wharf.whatsapp.logins-per-second",
        Integer.toString(Integer.MAX_VALUE),
        "wharf.whatsapp.pre-keys",
        "20");
  }
}
