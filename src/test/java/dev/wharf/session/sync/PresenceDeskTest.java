package dev.wharf.session.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.event.Presence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceDeskTest {

  private final HeldLine line = new HeldLine();

  @Test
  void nothingIsSaidWithoutAName() {
    var desk = new PresenceDesk(line, Presence.AVAILABLE);
    desk.begin();
    assertEquals(List.of(), line.types());
    desk.named("Ana");
    assertEquals(List.of("available"), line.types());
  }

  @Test
  void whoIsNeverShownIsNotShownWhileSending() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, Presence.UNAVAILABLE);
    desk.begin();
    desk.busy();
    assertEquals(List.of("unavailable"), line.types());
  }

  @Test
  void isShownWhileSendingAndALittleLonger() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, Presence.AUTO);
    desk.begin();
    desk.busy();
    line.pass(PresenceDesk.LINGERS.minusSeconds(1));
    desk.busy();
    line.pass(PresenceDesk.LINGERS.minusSeconds(1));
    assertEquals(List.of("unavailable", "available"), line.types());
    line.pass(PresenceDesk.LINGERS);
    assertEquals(List.of("unavailable", "available", "unavailable"), line.types());
  }

  @Test
  void theSameNameIsNotSaidTwice() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, Presence.UNAVAILABLE);
    desk.begin();
    desk.named("Ana");
    assertEquals(1, line.types().size());
    desk.named("Ana B.");
    assertEquals(2, line.types().size());
  }

  @Test
  void anotherPolicyIsShownAtOnce() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, Presence.UNAVAILABLE);
    desk.begin();
    line.presence = Presence.AVAILABLE;
    desk.changed();
    desk.changed();
    line.presence = Presence.AUTO;
    desk.changed();
    assertEquals(List.of("unavailable", "available", "unavailable"), line.types());
  }

  @Test
  void thePolicyOfTheAccountComesBeforeThatOfTheProcess() {
    line.name = "Ana";
    line.presence = Presence.UNAVAILABLE;
    var desk = new PresenceDesk(line, Presence.AVAILABLE);
    desk.begin();
    line.presence = null;
    desk.changed();
    assertEquals(List.of("unavailable", "available"), line.types());
  }

  @Test
  void nothingIsSaidBeforeTheAccountIsOnline() {
    var desk = new PresenceDesk(line, Presence.AUTO);
    desk.named("Ana");
    desk.busy();
    assertEquals(List.of(), line.types());
  }
}
