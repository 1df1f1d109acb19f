package dev.wharf.session;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.Duration;

/**
 * Opens WebSockets to the one server there is. Shared by all sessions: one client, one TLS context.
 */
final class Dialer {

  /** Named by every client, whichever host it dials (connection.md 1.1). */
  private static final String ORIGIN = "https://web.whatsapp.com";

  private final Vertx vertx;
  private final NetClient client;
  private final URI url;
  private final String host;
  private final int port;
  private final Duration timeout;

  /** Not to be called on the context of a verticle: the client would end with it. */
  Dialer(Vertx vertx, SessionConfig config) {
    this.vertx = vertx;
    this.url = config.url();
    this.host = withoutBrackets(url.getHost());
    this.port = url.getPort() >= 0 ? url.getPort() : secure() ? 443 : 80;
    this.timeout = config.connectTimeout();
    this.client = vertx.createNetClient(options(config));
  }

  private static NetClientOptions options(SessionConfig config) {
    // No receive buffer of its own: it would be a fixed one, held ready for the largest message.
    var options =
        new NetClientOptions()
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
    config
        .tlsCa()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    if (wantsOpenSsl(config.tls())) {
      // Sessions are not resumed: a cache would only be one more thing to hold.
      options.setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false));
    }
    return options;
  }

  private static boolean wantsOpenSsl(TlsEngine engine) {
    return switch (engine) {
      case AUTO -> OpenSSLEngineOptions.isAvailable();
      case JDK -> false;
      case OPENSSL -> {
        if (!OpenSSLEngineOptions.isAvailable()) {
          throw new IllegalStateException(
              "wharf.whatsapp.tls is openssl, but netty-tcnative cannot be loaded on this machine."
                  + " Leave it at auto, or set it to jdk.");
        }
        yield true;
      }
    };
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Begins an attempt; whoever calls hears of it on the present context, never before the return.
   */
  Dial dial(Dial.Caller caller) {
    var dial = new Dial(this, caller, vertx, timeout);
    dial.begin();
    return dial;
  }

  Future<NetSocket> connect() {
    return client.connect(port, host);
  }

  boolean secure() {
    return "wss".equals(url.getScheme());
  }

  String host() {
    return host;
  }

  /** What asks for the WebSocket, and checks the answer; for one use. */
  WebSocketClientHandshaker handshaker() {
    return WebSocketClientHandshakerFactory.newHandshaker(
        url,
        WebSocketVersion.V13,
        null,
        false,
        new DefaultHttpHeaders().set(HttpHeaderNames.ORIGIN, ORIGIN),
        Wire.MAX_MESSAGE);
  }
}
