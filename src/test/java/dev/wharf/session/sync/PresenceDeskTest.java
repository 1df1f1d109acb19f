package dev.wharf.session.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceDeskTest {

  private final HeldLine line = new HeldLine();

  @Test
  void nothingIsSaidWithoutAName() {
    var desk = new PresenceDesk(line, PresencePolicy.AVAILABLE);
    desk.begin();
    assertEquals(List.of(), line.types());
    desk.named("Ana");
    assertEquals(List.of("available"), line.types());
  }

  @Test
  void whoIsNeverShownIsNotShownWhileSending() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, PresencePolicy.UNAVAILABLE);
    desk.begin();
    desk.busy();
    assertEquals(List.of("unavailable"), line.types());
  }

  @Test
  void isShownWhileSendingAndALittleLonger() {
    line.name = "Ana";
    var desk = new PresenceDesk(line, PresencePolicy.AUTO);
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
    var desk = new PresenceDesk(line, PresencePolicy.UNAVAILABLE);
    desk.begin();
    desk.named("Ana");
    assertEquals(1, line.types().size());
    desk.named("Ana B.");
    assertEquals(2, line.types().size());
  }

  @Test
  void nothingIsSaidBeforeTheAccountIsOnline() {
    var desk = new PresenceDesk(line, PresencePolicy.AUTO);
    desk.named("Ana");
    desk.busy();
    assertEquals(List.of(), line.types());
  }
}
