package dev.wharf.account;

import dev.wharf.event.Action;
import dev.wharf.event.Reason;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;

/** A reason in columns. All of them are null where there is none. */
@Embeddable
@NullUnmarked
class StoredReason {

  @Column(name = "reason_code", columnDefinition = "text")
  String code;

  @Column(name = "reason_origin", columnDefinition = "text")
  String origin;

  @Column(name = "reason_message", columnDefinition = "text")
  String message;

  @Column(name = "reason_action", columnDefinition = "text")
  String action;

  static StoredReason of(Reason reason) {
    if (reason == null) {
      return null;
    }
    var stored = new StoredReason();
    stored.code = reason.code();
    stored.origin = reason.origin();
    stored.message = reason.message();
    stored.action = reason.action() == null ? null : reason.action().word();
    return stored;
  }

  static Reason read(StoredReason stored) {
    if (stored == null || stored.code == null) {
      return null;
    }
    Action action =
        stored.action == null ? null : Action.valueOf(stored.action.toUpperCase(Locale.ROOT));
    return new Reason(stored.code, stored.origin, stored.message, action);
  }
}
