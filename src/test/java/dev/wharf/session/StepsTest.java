package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.account.Fact;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.node.Node;
import dev.wharf.session.message.Lane;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StepsTest {

  private Instant now = Instant.EPOCH;
  private final List<String> recorded = new ArrayList<>();

  @Test
  void givesEachStepItsOwnTime() {
    var steps = steps(Goal.LOGIN);
    pass(500);
    steps.dialing();
    pass(5);
    steps.done("dial", Steps.OK);
    pass(7);
    steps.done("tls", Steps.OK);
    assertEquals(List.of("dial 5 ok", "tls 7 ok"), recorded);
  }

  @Test
  void saysThatTheLoginFailedWhenTheLinkEndsDuringIt() {
    var steps = steps(Goal.LOGIN);
    steps.done("handshake", Steps.OK);
    pass(20);
    steps.closed("unlinked");
    assertEquals(List.of("handshake 0 ok", "login 20 unlinked", "closed 0 unlinked"), recorded);
  }

  @Test
  void saysThatTheSyncFailedAfterTheLogin() {
    var steps = steps(Goal.LOGIN);
    steps.done("handshake", Steps.OK);
    steps.done("login", Steps.OK);
    steps.abandoned();
    assertEquals(List.of("handshake 0 ok", "login 0 ok", "sync 0 abandoned"), recorded);
  }

  @Test
  void saysNothingTwice() {
    var steps = steps(Goal.LOGIN);
    steps.done("handshake", "untrusted");
    steps.closed("untrusted");
    steps.abandoned();
    assertEquals(List.of("handshake 0 untrusted", "closed 0 untrusted"), recorded);
  }

  @Test
  void waitsForNoLoginWhileItPairs() {
    var steps = steps(Goal.PAIR);
    steps.done("handshake", Steps.OK);
    steps.abandoned();
    assertEquals(List.of("handshake 0 ok"), recorded);
  }

  @Test
  void ranThroughWithNothingLeftUnderWay() {
    var steps = steps(Goal.LOGIN);
    for (String step : List.of("dial", "upgrade", "handshake", "login", "sync")) {
      steps.done(step, Steps.OK);
    }
    pass(60_000);
    steps.closed("recycled");
    assertEquals("closed 60000 recycled", recorded.getLast());
    assertEquals(6, recorded.size());
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }

  private Steps steps(Goal goal) {
    var clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            throw new UnsupportedOperationException();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
          }
        };
    return new Steps(new AccountId(new UUID(0, 1)), 1, goal, clock, new Recording());
  }

  private final class Recording implements Session {
    @Override
    public Future<Void> record(Fact fact) {
      if (fact instanceof Fact.Step step) {
        recorded.add(step.step() + " " + step.durationMillis() + " " + step.outcome());
      }
      return Future.succeededFuture();
    }

    @Override
    public void tell(Trigger trigger) {}

    @Override
    public Future<Void> store(Supplier<Uni<Void>> work) {
      return Future.succeededFuture();
    }

    @Override
    public Lane lane() {
      return new Lane();
    }

    @Override
    public Optional<PhoneNumber> phone() {
      return Optional.empty();
    }

    @Override
    public void owe(Node ack) {}

    @Override
    public List<Node> takeOwed() {
      return List.of();
    }
  }
}
