package dev.wharf.session.sync;

import dev.wharf.protocol.stanza.chat.Presences;
import dev.wharf.session.message.Line;
import java.time.Duration;
import java.util.Optional;

/** Shows one link's account as there or away. The server takes no presence without a name. */
final class PresenceDesk {

  /** So long after the last message it counts as writing. */
  static final Duration LINGERS = Duration.ofSeconds(30);

  private final Line line;
  private final PresencePolicy policy;
  private Optional<String> name = Optional.empty();
  private boolean online;
  private boolean shown;
  private Runnable alarm = () -> {};

  PresenceDesk(Line line, PresencePolicy policy) {
    this.line = line;
    this.policy = policy;
  }

  void begin() {
    online = true;
    shown = policy.atFirst();
    name = line.pushName().filter(it -> !it.isBlank());
    say();
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
    if (!online || policy != PresencePolicy.AUTO) {
      return;
    }
    alarm.run();
    alarm = line.after(LINGERS, () -> show(false));
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
