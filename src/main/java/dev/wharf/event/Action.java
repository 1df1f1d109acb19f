package dev.wharf.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person can do about a reason. */
public enum Action {
  SCAN_QR,
  RETRY_INITIALIZE,
  UPDATE_PHONE,
  WAIT,
  OPEN_PHONE,
  UPGRADE,
  CONTACT_SUPPORT;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
