package dev.wharf.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.wharf.messaging.content.ContentOnslaught;
import dev.wharf.protocol.appstate.AppStateOnslaught;
import dev.wharf.protocol.frame.FrameOnslaught;
import dev.wharf.protocol.history.HistoryOnslaught;
import dev.wharf.protocol.node.NodeOnslaught;
import dev.wharf.protocol.noise.TransportOnslaught;
import dev.wharf.protocol.signal.CiphertextOnslaught;
import dev.wharf.protocol.signal.GroupCiphertextOnslaught;
import dev.wharf.protocol.stanza.chat.StanzaOnslaught;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million inputs from outside that are nearly right: each is read, or refused with a typed fault,
 * in bounded time and memory. {@code -Dwharf.seed=} repeats a run.
 */
class MillionMutationsTest {

  private static final int ALL = 1_000_000;
  private static final int CHECK_EVERY = 1_000;
  private static final long SEED = Long.getLong("wharf.seed", 20_261_121);

  /** Of processor, not of the wall: the machine may be busy. */
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

  enum Kind {
    FRAMES(150_000, FrameOnslaught::new),
    TRANSPORT(60_000, TransportOnslaught::new),
    NODES(270_000, NodeOnslaught::new),
    STANZAS(250_000, StanzaOnslaught::new),
    CONTENT(160_000, ContentOnslaught::new),
    APP_STATE(20_000, AppStateOnslaught::new),
    HISTORY(30_000, HistoryOnslaught::new),
    CIPHERTEXTS(45_000, CiphertextOnslaught::new),
    GROUP_CIPHERTEXTS(15_000, GroupCiphertextOnslaught::new);

    private final int count;
    private final Function<RandomGenerator, Onslaught> start;

    Kind(int count, Function<RandomGenerator, Onslaught> start) {
      this.count = count;
      this.start = start;
    }
  }

  @Test
  void isAMillion() {
    assertEquals(ALL, Arrays.stream(Kind.values()).mapToInt(kind -> kind.count).sum());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endInAValueOrATypedFault(Kind kind) {
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var onslaught = kind.start.apply(new Random(SEED));
    int taken = 0;
    long mostBytes = 0;
    long mostNanos = 0;
    long began = System.nanoTime();
    // Also so that classes are not loaded in the first attempts.
    onslaught.check();
    for (int i = 0; i < kind.count; i++) {
      var attempt = onslaught.next();
      long bytes = memory.getCurrentThreadAllocatedBytes();
      long nanos = memory.getCurrentThreadCpuTime();
      taken += read(attempt, i) ? 1 : 0;
      nanos = memory.getCurrentThreadCpuTime() - nanos;
      bytes = memory.getCurrentThreadAllocatedBytes() - bytes;
      if (bytes > attempt.mostBytes() || nanos > MOST_NANOS) {
        throw new AssertionError(place(i) + bytes + " bytes, " + nanos + " ns for " + attempt);
      }
      mostBytes = Math.max(mostBytes, bytes);
      mostNanos = Math.max(mostNanos, nanos);
      if (i % CHECK_EVERY == 0) {
        onslaught.check();
      }
    }
    onslaught.check();
    System.out.printf(
        "mutations kind=%s seed=%d count=%d taken=%d mostKiB=%d mostMicros=%d seconds=%d%n",
        kind,
        SEED,
        kind.count,
        taken,
        mostBytes >> 10,
        mostNanos / 1_000,
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
    int whole = taken;
    assertTrue(
        whole > 0 && whole < kind.count,
        () -> whole + " were taken: too few, or too many, to prove anything");
  }

  private static boolean read(Onslaught.Attempt attempt, int number) {
    try {
      return attempt.reading().getAsBoolean();
    } catch (ProtocolFault fault) {
      assertTrue(!fault.path().isEmpty());
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(place(number) + attempt, e);
    }
  }

  private static String place(int number) {
    return "seed " + SEED + ", number " + number + ": ";
  }
}
