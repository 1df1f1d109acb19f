package dev.wharf.account.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.event.Status;
import dev.wharf.identity.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random walks over the table: whatever happens in whatever order, what must hold holds. */
class LifecycleWalkTest {

  private static final int WALKS = 400;
  private static final int STEPS = 500;

  @Test
  void neverHoldsTwoLinksAndNeverHangs() {
    long seed = Long.getLong("wharf.seed", System.nanoTime());
    System.out.println("LifecycleWalkTest seed=" + seed);
    var random = new Random(seed);
    Set<Class<?>> seen = new HashSet<>();
    for (int walk = 0; walk < WALKS; walk++) {
      new Walk(random, seen).run();
    }
    assertEquals(List.of(), statesNotIn(seen), "every state is reached by some walk");
  }

  @Test
  void endsAtRestOrOnlineWhenOnlyTimePasses() {
    var random = new Random(7);
    for (int walk = 0; walk < WALKS; walk++) {
      var w = new Walk(random, new HashSet<>());
      w.run();
      w.letTimePass();
    }
  }

  private static List<String> statesNotIn(Set<Class<?>> seen) {
    return leaves(State.class).filter(s -> !seen.contains(s)).map(Class::getSimpleName).toList();
  }

  private static java.util.stream.Stream<Class<?>> leaves(Class<?> sealed) {
    return sealed.isSealed()
        ? java.util.Arrays.stream(sealed.getPermittedSubclasses())
            .flatMap(LifecycleWalkTest::leaves)
            .distinct()
        : java.util.stream.Stream.of(sealed);
  }

  private static final class Walk {
    private final Random random;
    private final Set<Class<?>> seen;
    private final Lifecycle lifecycle;
    private final Set<Long> links = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private State state;
    private long opened;

    Walk(Random random, Set<Class<?>> seen) {
      this.random = random;
      this.seen = seen;
      this.lifecycle = new Lifecycle(Timings.DEFAULT, random::nextDouble);
      this.state =
          new State.Inactive(Trail.fresh(random.nextBoolean()), now, State.Rest.CREATED, null);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        now = now.plusMillis(random.nextInt(20_000));
        take(random.nextInt(4) == 0 ? operator() : likely());
      }
    }

    /** Nothing happens any more but deadlines: the account comes to rest in bounded time. */
    void letTimePass() {
      for (int i = 0; i < 2_000; i++) {
        if (!(state instanceof State.Transient passing)) {
          return;
        }
        now = passing.deadline();
        take(new Trigger.Due());
        if (state instanceof State.Queued) {
          take(new Trigger.Admitted());
        }
      }
      throw new AssertionError("hangs in " + state);
    }

    void take(Trigger trigger) {
      var before = state;
      var step = lifecycle.next(before, trigger, now);
      state = step.state();
      seen.add(state.getClass());
      for (Effect effect : step.effects()) {
        carryOut(effect);
      }
      check(before, trigger);
    }

    private void carryOut(Effect effect) {
      switch (effect) {
        case Effect.OpenLink(long link, Goal goal) -> {
          assertTrue(link > opened, "link numbers grow");
          opened = link;
          links.add(link);
          assertEquals(state.trail().paired() ? Goal.LOGIN : Goal.PAIR, goal);
        }
        case Effect.CloseLink(long link) -> links.remove(link);
        case Effect.Unlink(long link) ->
            assertTrue(links.contains(link), "unlinks over a link that is there");
        case Effect.SearchNumber(long link) -> assertTrue(links.contains(link));
        case Effect.ShowQr(long link, int index, int count, Instant expires) -> {
          assertTrue(links.contains(link));
          assertTrue(index < count && expires.isAfter(now.minusMillis(1)));
        }
        case Effect.AskForTurn _,
            Effect.HideQr _,
            Effect.DropCredentials _,
            Effect.RenewVersion _ -> {}
      }
      assertTrue(links.size() <= 1, () -> "two links after " + effect + " in " + state);
    }

    private void check(State before, Trigger trigger) {
      assertEquals(
          state instanceof State.Linked,
          links.size() == 1,
          () -> "links " + links + " in " + state + " after " + trigger + " in " + before);
      if (state instanceof State.Transient passing) {
        assertFalse(
            passing.deadline().isAfter(now.plus(Duration.ofHours(25))),
            () -> "deadline too far in " + state);
        assertNotNull(passing.deadline());
      }
      var standing = Standings.of(state);
      boolean rests = state instanceof State.Inactive || state instanceof State.BannedForGood;
      assertEquals(
          state instanceof State.Transient,
          !rests && standing.status() != Status.ACTIVE,
          "every state that is neither at rest nor active has a deadline");
      var reason = standing.reason();
      assertTrue(
          standing.status() == Status.ACTIVE || reason != null && reason.action() != null,
          () -> "names no reason or no next step: " + state);
      if (standing.status() == Status.WARMING || standing.status() == Status.AUTHENTICATING) {
        var ends = state.trail().activationEnds();
        assertTrue(
            ends == null || !ends.isAfter(now.plus(Timings.DEFAULT.activation())),
            "activation is bounded");
      }
    }

    private Trigger operator() {
      return switch (random.nextInt(10)) {
        case 8 -> new Trigger.NumberGiven(new PhoneNumber("5511987654321"));
        case 9 -> new Trigger.CredentialsBack();
        case 0, 1, 2 -> new Trigger.Initialize();
        case 3 -> new Trigger.Reconnect();
        case 4 -> new Trigger.Stop();
        case 5 -> new Trigger.Reset();
        case 6 -> new Trigger.Logout();
        default ->
            new Trigger.Restored(
                null, random.nextBoolean() ? null : now.minus(Duration.ofDays(random.nextInt(20))));
      };
    }

    /** Mostly what can be expected next, so that walks get far; sometimes anything, of any link. */
    private Trigger likely() {
      long link = random.nextInt(10) == 0 ? opened - 1 : opened;
      if (random.nextInt(8) == 0) {
        return anything(link);
      }
      if (random.nextInt(5) == 0 && state instanceof State.Transient passing) {
        now = passing.deadline();
        return new Trigger.Due();
      }
      return switch (state) {
        case State.Queued _ -> new Trigger.Admitted();
        case State.Dialing _ -> new Trigger.Shaken(link);
        case State.AwaitingRefs _ -> new Trigger.RefsCame(link, 6);
        case State.ShowingQr _ ->
            random.nextBoolean() ? new Trigger.PairedNow(link) : new Trigger.CodeIssued(link);
        case State.AwaitingCode _, State.PasskeyRequired _ -> new Trigger.PairedNow(link);
        case State.Paired _ -> ended(link, Ending.Kind.RESTART);
        case State.LoggingIn _ -> new Trigger.LoggedIn(link);
        case State.Syncing _ -> new Trigger.Synced(link, random.nextBoolean() ? number() : null);
        case State.AwaitingNumber _ -> new Trigger.NumberKnown(link, number());
        case State.Online _ -> anyEnd(link);
        case State.Inactive _, State.BannedForGood _ -> operator();
        case State.Waiting _, State.Cooldown _, State.BannedUntil _ -> new Trigger.Due();
      };
    }

    private Trigger anything(long link) {
      return switch (random.nextInt(9)) {
        case 0 -> new Trigger.Shaken(link);
        case 1 -> new Trigger.RefsCame(link, random.nextInt(7));
        case 2 -> new Trigger.CodeIssued(link);
        case 3 -> new Trigger.PasskeyAsked(link);
        case 4 -> new Trigger.PairedNow(link);
        case 5 -> new Trigger.LoggedIn(link);
        case 6 -> new Trigger.Admitted();
        case 7 -> new Trigger.Synced(link, number());
        default -> anyEnd(link);
      };
    }

    private Trigger anyEnd(long link) {
      var kinds = Ending.Kind.values();
      return ended(link, kinds[random.nextInt(kinds.length)]);
    }

    private static Trigger ended(long link, Ending.Kind kind) {
      return new Trigger.Ended(link, Ending.of(kind));
    }

    private static PhoneNumber number() {
      return new PhoneNumber("5511987654321");
    }
  }
}
