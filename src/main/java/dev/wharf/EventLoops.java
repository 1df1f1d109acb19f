package dev.wharf;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * One event loop for each processor, where Vert.x has two: nothing on them blocks, so two only take
 * turns and wake each other. Any other number than Vert.x's own is left as {@code
 * quarkus.vertx.event-loops-pool-size} says.
 */
@Singleton
class EventLoops implements VertxOptionsCustomizer {

  @Override
  public void accept(VertxOptions options) {
    if (options.getEventLoopPoolSize() == VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE) {
      options.setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
  }
}
