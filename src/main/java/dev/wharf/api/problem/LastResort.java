package dev.wharf.api.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Where a failure ends that nobody expected: in the log, whole; outside only its id is seen. */
@Singleton
class LastResort {

  private static final Logger LOG = Logger.getLogger(LastResort.class);

  private final SecureRandom random;

  LastResort(SecureRandom random) {
    this.random = random;
  }

  /**
   * @param path without its query, which may hold a ticket
   */
  Problem problem(Throwable failure, String method, String path) {
    if (failure instanceof NotFoundException) {
      return Problems.notFound(path);
    }
    return Problems.expected(failure).orElseGet(() -> unexpected(failure, method, path));
  }

  private Problem unexpected(Throwable failure, String method, String path) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    String errorId = HexFormat.of().formatHex(id);
    LOG.errorf(failure, "request failed errorId=%s method=%s path=%s", errorId, method, path);
    return Problems.internal(errorId);
  }
}
