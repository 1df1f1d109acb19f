package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  private final HandOutlet outlet = new HandOutlet();
  private final List<String> happened = new ArrayList<>();
  private final Window window = new Window(outlet, new SmallPush(), () -> happened.add("too slow"));

  @Test
  void manySmallMessagesFillIt() {
    window.send("a");
    window.send("b");
    assertTrue(window.isOpen());
    window.send("c");

    assertFalse(window.isOpen());
    outlet.readOne();
    assertTrue(window.isOpen());
  }

  @Test
  void oneLargeMessageFillsIt() {
    window.send("0123456789");

    assertFalse(window.isOpen());
  }

  @Test
  void whatFindsItOpenGoesAtOnce() {
    window.whenOpen(() -> happened.add("next"));

    assertEquals(List.of("next"), happened);
    assertEquals(List.of(), outlet.timers);
  }

  @Test
  void whatFindsItFullWaitsUntilAllHasArrived() {
    fill();
    window.whenOpen(() -> happened.add("next"));
    outlet.readOne();
    outlet.readOne();
    assertFalse(window.isOpen(), "nothing may overtake what waits");
    assertEquals(List.of(), happened);
    outlet.readOne();

    assertEquals(List.of("next"), happened);
    assertEquals(List.of(), outlet.timers);
  }

  @Test
  void theLatestWishReplacesTheOneThatWaitsButNotItsDeadline() {
    fill();
    window.whenOpen(() -> happened.add("first"));
    window.whenOpen(() -> happened.add("second"));
    assertEquals(1, outlet.timers.size());
    assertEquals(Duration.ofSeconds(30), outlet.timers.getFirst().time());
    outlet.readAll();

    assertEquals(List.of("second"), happened);
  }

  @Test
  void whoeverDoesNotReadIsTooSlow() {
    fill();
    window.whenOpen(() -> happened.add("next"));
    outlet.timers.getFirst().task().run();

    assertEquals(List.of("too slow"), happened);
  }

  @Test
  void nothingHappensAfterItsEnd() {
    fill();
    window.whenOpen(() -> happened.add("next"));
    window.close();
    outlet.readAll();

    assertEquals(List.of(), happened);
    assertEquals(List.of(), outlet.timers);
  }

  private void fill() {
    window.send("a");
    window.send("b");
    window.send("c");
  }
}
