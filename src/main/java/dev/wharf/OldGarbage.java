package dev.wharf;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has the old generation collected once most of it may be garbage. The serial collector would look
 * at it only when the heap is as large as it may become, a quarter of the machine's memory; and
 * what leaves a cache after half a minute, as ratchets do, is old by then. Other collectors see to
 * it themselves.
 */
@Singleton
class OldGarbage {

  /** Less is not worth the pause, which is 0.1 to 0.2 s with 25 MiB alive. */
  static final long TOLERATED_BYTES = 16L << 20;

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final String OF_THE_SERIAL_COLLECTOR = "Tenured Gen";
  private static final Logger LOG = Logger.getLogger(OldGarbage.class);

  void start(@Observes StartupEvent ignored, Vertx vertx) {
    oldGeneration()
        .ifPresent(
            old ->
                vertx.setPeriodic(
                    LOOK.toMillis(), timer -> vertx.executeBlocking(() -> look(old), false)));
  }

  private static Optional<MemoryPoolMXBean> oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(OF_THE_SERIAL_COLLECTOR))
        .findFirst();
  }

  private static boolean look(MemoryPoolMXBean old) {
    long used = old.getUsage().getUsed();
    MemoryUsage afterLast = old.getCollectionUsage();
    long alive = afterLast == null ? 0 : afterLast.getUsed();
    boolean due = isDue(used, alive);
    if (due) {
      System.gc();
      LOG.debugf("old generation collected bytes=%d before=%d", old.getUsage().getUsed(), used);
    }
    return due;
  }

  /**
   * @param used bytes of the old generation
   * @param alive of them when it was last collected, 0 if it never was
   */
  static boolean isDue(long used, long alive) {
    return used - alive > Math.max(TOLERATED_BYTES, alive);
  }
}
