package dev.wharf.session;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why the server was not reached.
 *
 * @param outcome one stable word, for the timeline
 * @param detail for the log
 */
record DialFault(Step step, String outcome, String detail) {

  /** What a dial does, one after the other. */
  enum Step {
    DIAL,
    TLS,
    UPGRADE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An answer to the upgrade that is none. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status) {
      super("HTTP status " + status, null, false, false);
      this.status = status;
    }
  }

  static DialFault timeout(Step step, Duration limit) {
    return new DialFault(step, "timeout", "no answer within " + limit);
  }

  static DialFault closed(Step step) {
    return new DialFault(step, "closed", "closed by the server");
  }

  static DialFault of(Step step, Throwable failure) {
    return new DialFault(step, outcome(failure, step), String.valueOf(failure.getMessage()));
  }

  private static String outcome(Throwable failure, Step step) {
    if (caused(failure, CertificateException.class) != null) {
      return "certificate_refused";
    }
    return switch (failure) {
      case Refused refused -> "http_" + refused.status;
      case ConnectTimeoutException _ -> "timeout";
      case UnknownHostException _ -> "unknown_host";
      case NoRouteToHostException _ -> "unreachable";
      case ConnectException _ -> "refused";
      case ClosedChannelException _ -> "closed";
      case SSLException _ -> "tls_failed";
      case WebSocketHandshakeException _ -> "upgrade_failed";
      case IOException _ -> "closed";
      default -> step.word() + "_failed";
    };
  }

  private static <T extends Throwable> @Nullable T caused(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
