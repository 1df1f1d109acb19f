package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelinesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void theStepsOfTheNewestLinkComeInOrder() {
    assertEquals(
        List.of("dial", "tls", "closed"), lastLink("2 closed", "2 tls", "2 dial", "1 closed"));
  }

  @Test
  void aLinkOfTheSameNumberInAnEarlierProcessIsAnotherOne() {
    assertEquals(List.of("dial"), lastLink("1 dial", "1 closed", "1 login", "1 dial"));
  }

  @Test
  void aLinkThatWasClosedByUsHasNoEnd() {
    assertEquals(List.of("dial"), lastLink("3 dial", "2 sync", "2 login"));
  }

  @Test
  void withoutStepsThereIsNoLink() {
    assertEquals(List.of(), lastLink());
  }

  private static List<String> lastLink(String... newestFirst) {
    return Timelines.ofOneLink(Stream.of(newestFirst).map(TimelinesTest::step).toList()).stream()
        .map(TimelineEntry::step)
        .toList();
  }

  private static TimelineEntry step(String linkAndStep) {
    String[] words = linkAndStep.split(" ");
    return new TimelineEntry(
        1, NOW, "step", null, null, null, Long.valueOf(words[0]), words[1], 5L, "ok");
  }
}
