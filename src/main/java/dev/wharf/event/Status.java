package dev.wharf.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The short word that dashboards filter on. A projection of the lifecycle table, never stored as a
 * flag.
 */
public enum Status {
  INACTIVE,
  WARMING,
  AUTHENTICATING,
  ACTIVE,
  RECONNECTING,
  COOLDOWN,
  BANNED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
