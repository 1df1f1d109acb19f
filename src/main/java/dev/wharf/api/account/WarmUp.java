package dev.wharf.api.account;

import dev.wharf.api.qr.QrPicture;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Loads what pairing needs before the first person waits for it: numbering plans are read from
 * files, which must not happen on an event loop, and the first code is drawn ten times slower.
 */
@Singleton
class WarmUp {

  private static final Logger LOG = Logger.getLogger(WarmUp.class);

  private final Vertx vertx;

  WarmUp(Vertx vertx) {
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    vertx
        .executeBlocking(
            () -> {
              PhoneNumbers.parse("+5511987654321");
              return QrPicture.of("2@warm-up");
            })
        .onFailure(failure -> LOG.warn("warm-up failed", failure));
  }
}
