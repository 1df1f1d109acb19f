package dev.wharf.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.account.lifecycle.Lifecycle;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.account.lifecycle.Standings;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.account.lifecycle.Trail;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.Action;
import dev.wharf.identity.PhoneNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tables in the docs that must say what the code does. {@code -Dwharf.write-docs=true} writes them;
 * without it a difference fails.
 */
class GeneratedDocsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void architectureShowsTheTable() throws IOException {
    check(Path.of("ARCHITECTURE.md"), "states", "```\n" + diagram() + "```\n");
  }

  @Test
  void apiPageListsReasons() throws IOException {
    check(Path.of("docs/api.md"), "reasons", reasons());
  }

  private static void check(Path page, String mark, String generated) throws IOException {
    String text = Files.readString(page);
    String begin = "<!-- " + mark + ": printed by GeneratedDocsTest -->\n";
    String end = "<!-- end of " + mark + " -->\n";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    assertTrue(from >= 0 && to > from, () -> page + " has no marks for " + mark);
    String wanted = text.substring(0, from + begin.length()) + generated + text.substring(to);
    if (Boolean.getBoolean("wharf.write-docs")) {
      Files.writeString(page, wanted);
    } else {
      assertEquals(wanted, text, "run with -Dwharf.write-docs=true to renew " + page);
    }
  }

  private static String reasons() {
    var table =
        new StringBuilder("| code | who | what a person reads | action |\n|---|---|---|---|\n");
    for (Reasons each : Reasons.values()) {
      var reason = each.reason();
      Action action = reason.action();
      table.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  reason.code(),
                  reason.origin(),
                  reason.message(),
                  action == null ? "–" : "`" + action.word() + "`"));
    }
    return table.toString();
  }

  /** Walks the table from a new account, each trigger in each state, until nothing new is found. */
  private static String diagram() {
    var lifecycle = new Lifecycle(Timings.DEFAULT, () -> 0.5);
    Map<String, Map<String, TreeSet<String>>> edges = new TreeMap<>();
    Map<String, State> found = new LinkedHashMap<>();
    var queue = new ArrayDeque<State>();
    for (boolean paired : List.of(false, true)) {
      queue.add(new State.Inactive(Trail.fresh(paired), NOW, State.Rest.CREATED, null));
    }
    while (!queue.isEmpty()) {
      State state = queue.poll();
      if (found.putIfAbsent(key(state), state) != null) {
        continue;
      }
      for (Trigger trigger : triggers(state)) {
        Instant now = trigger instanceof Trigger.Due ? dueAt(state) : state.since();
        State next = lifecycle.next(state, trigger, now).state();
        if (next != state) {
          edges
              .computeIfAbsent(name(state), k -> new TreeMap<>())
              .computeIfAbsent(name(next), k -> new TreeSet<>())
              .add(name(trigger));
          queue.add(next);
        }
      }
    }
    return edges.entrySet().stream()
        .map(
            from ->
                from.getKey()
                    + "\n"
                    + from.getValue().entrySet().stream()
                        .map(to -> "  → %-28s %s%n".formatted(to.getKey(), shown(to.getValue())))
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String shown(TreeSet<String> triggers) {
    return String.join(", ", triggers);
  }

  /** States that the table treats alike; counts are cut off where the table stops counting. */
  private static String key(State state) {
    var trail = state.trail();
    int index = state instanceof State.ShowingQr q ? Math.min(q.index(), 1) : 0;
    return name(state)
        + trail.paired()
        + (trail.activationEnds() != null)
        + Math.min(trail.attempt(), 21)
        + Math.min(trail.lastLink(), 3)
        + index;
  }

  private static Instant dueAt(State state) {
    return state instanceof State.Transient passing ? passing.deadline() : state.since();
  }

  private static List<Trigger> triggers(State state) {
    long link = state.trail().lastLink();
    var plain =
        Stream.of(
            new Trigger.Initialize(),
            new Trigger.Reconnect(),
            new Trigger.Stop(),
            new Trigger.Reset(),
            new Trigger.Logout(),
            new Trigger.Restored(null, null),
            new Trigger.Restored(null, Instant.EPOCH),
            new Trigger.NumberGiven(new PhoneNumber("5511987654321")),
            new Trigger.CredentialsBack(),
            new Trigger.Due(),
            new Trigger.Admitted(),
            new Trigger.Shaken(link),
            new Trigger.RefsCame(link, 6),
            new Trigger.CodeIssued(link),
            new Trigger.PasskeyAsked(link),
            new Trigger.PairedNow(link),
            new Trigger.LoggedIn(link),
            new Trigger.Synced(link, new PhoneNumber("5511987654321")),
            new Trigger.Synced(link, null),
            new Trigger.NumberKnown(link, new PhoneNumber("5511987654321")));
    var endings =
        Arrays.stream(Ending.Kind.values()).map(k -> new Trigger.Ended(link, Ending.of(k)));
    return Stream.concat(plain, endings).collect(Collectors.toCollection(ArrayList::new));
  }

  private static String name(State state) {
    var standing = Standings.of(state);
    String goal =
        state instanceof State.Dialing d ? (d.goal() == Goal.PAIR ? " (pair)" : " (login)") : "";
    return state.getClass().getSimpleName()
        + goal
        + " "
        + standing.status().word()
        + "/"
        + standing.state();
  }

  private static String name(Trigger trigger) {
    return trigger instanceof Trigger.Ended ended
        ? ended.ending().kind().name().toLowerCase(java.util.Locale.ROOT)
        : trigger.getClass().getSimpleName();
  }
}
