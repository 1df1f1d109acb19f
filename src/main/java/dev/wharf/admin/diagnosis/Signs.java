package dev.wharf.admin.diagnosis;

import dev.wharf.account.Recent;
import dev.wharf.account.Vitals;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Numbers as sentences. */
final class Signs {

  private Signs() {}

  static List<String> of(Standing standing, Optional<Vitals> vitals, Recent recent, Instant now) {
    var signs = new ArrayList<String>();
    clock(signs, standing, now);
    vitals.ifPresent(life -> life(signs, standing, life, now));
    past(signs, recent);
    return List.copyOf(signs);
  }

  private static void clock(List<String> signs, Standing standing, Instant now) {
    Instant retry = standing.nextRetryAt();
    Instant until = standing.until();
    Integer attempt = standing.attempt();
    if (attempt != null && attempt > 0) {
      signs.add("This is attempt " + attempt + " to connect.");
    }
    if (retry != null && retry.isAfter(now)) {
      signs.add("The next try is in " + span(Duration.between(now, retry)) + ".");
    }
    if (until != null && until.isAfter(now)) {
      signs.add("This ends by itself in " + span(Duration.between(now, until)) + " at the latest.");
    }
  }

  private static void life(List<String> signs, Standing standing, Vitals life, Instant now) {
    Instant heard = life.lastFrameAt();
    if (!life.socket() && standing.status() == Status.ACTIVE) {
      signs.add("No link is up at this moment.");
    }
    if (heard != null) {
      signs.add("The server last said something " + span(Duration.between(heard, now)) + " ago.");
    }
    if (life.missedPings() > 0) {
      signs.add("Pings without an answer since then: " + life.missedPings() + ".");
    }
  }

  private static void past(List<String> signs, Recent recent) {
    if (recent.reconnects() > 0) {
      signs.add("Waits for a reconnect in the last 24 hours: " + recent.reconnects() + ".");
    }
    if (!recent.endings().isEmpty()) {
      signs.add("Links of the last 24 hours ended by: " + counted(recent.endings()) + ".");
    }
    if (!recent.troubles().isEmpty()) {
      signs.add("Troubles of the last 24 hours: " + counted(recent.troubles()) + ".");
    }
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  /** To the largest unit that is at least two, so that nobody reads 7,312 seconds. */
  static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " minutes";
    }
    return seconds < 172_800 ? seconds / 3_600 + " hours" : seconds / 86_400 + " days";
  }
}
