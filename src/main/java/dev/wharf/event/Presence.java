package dev.wharf.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether others are shown that an account is there. */
public enum Presence {
  /** Never: the phone goes on to notify its owner. */
  UNAVAILABLE,
  /** As long as it is online: the phone then keeps silent. */
  AVAILABLE,
  /** While it writes: only who is available is seen to type. */
  AUTO;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Presence> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
