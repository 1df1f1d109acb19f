package dev.wharf.session.sync;

import dev.wharf.event.Presence;
import dev.wharf.protocol.stanza.chat.Presences;
import dev.wharf.session.message.Line;
import java.time.Duration;
import java.util.Optional;

/** Shows one link's account as there or away. The server takes no presence without a name. */
final class PresenceDesk {

  /** So long after the last message it counts as writing. */
  static final Duration LINGERS = Duration.ofSeconds(30);

  private final Line line;
  private final Presence otherwise;
  private Optional<String> name = Optional.empty();
  private boolean online;
  private boolean shown;
  private Runnable alarm = () -> {};

  /**
   * @param otherwise the policy for an account that has none of its own
   */
  PresenceDesk(Line line, Presence otherwise) {
    this.line = line;
    this.otherwise = otherwise;
  }

  void begin() {
    online = true;
    shown = atRest();
    name = line.pushName().filter(it -> !it.isBlank());
    say();
  }

  /** The account has another policy. */
  void changed() {
    if (online) {
      alarm.run();
      show(atRest());
    }
  }

  private Presence policy() {
    return line.presence().orElse(otherwise);
  }

  private boolean atRest() {
    return policy() == Presence.AVAILABLE;
  }

  /** We call ourselves this now. */
  void named(String now) {
    var before = name;
    name = Optional.of(now).filter(it -> !it.isBlank());
    if (online && !before.equals(name)) {
      say();
    }
  }

  /** Something is to be sent. */
  void busy() {
    if (!online || policy() != Presence.AUTO) {
      return;
    }
    alarm.run();
    alarm = line.after(LINGERS, () -> show(atRest()));
    show(true);
  }

  private void show(boolean there) {
    if (shown != there) {
      shown = there;
      say();
    }
  }

  private void say() {
    name.ifPresent(it -> line.send(Presences.own(shown, it)));
  }
}
