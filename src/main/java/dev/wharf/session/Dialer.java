package dev.wharf.session;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;

/**
 * Opens WebSockets to the one server there is. Shared by all sessions: one client, one TLS context.
 */
final class Dialer {

  /** A frame has 16 MiB at most, and a little for its header. */
  private static final int MAX_MESSAGE = 17 * 1024 * 1024;

  /** Named by every client, whichever host it dials (connection.md 1.1). */
  private static final String ORIGIN = "https://web.whatsapp.com";

  private final WebSocketClient client;
  private final WebSocketConnectOptions target;

  /** Not to be called on the context of a verticle: the client would end with it. */
  Dialer(Vertx vertx, SessionConfig config) {
    var options =
        new WebSocketClientOptions()
            .setMaxConnections(Integer.MAX_VALUE)
            .setMaxFrameSize(MAX_MESSAGE)
            .setMaxMessageSize(MAX_MESSAGE)
            .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
    config
        .tlsCa()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    this.client = vertx.createWebSocketClient(options);
    this.target = target(config);
  }

  private static WebSocketConnectOptions target(SessionConfig config) {
    URI url = config.url();
    boolean tls = "wss".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new WebSocketConnectOptions()
        .setSsl(tls)
        .setHost(url.getHost())
        .setPort(port)
        .setURI(url.getRawPath())
        .setTimeout(config.connectTimeout().toMillis())
        .setHeaders(MultiMap.caseInsensitiveMultiMap().add("Origin", ORIGIN));
  }

  /** A socket whose handlers run on the caller's context. */
  Future<WebSocket> dial() {
    return client.connect(target);
  }
}
