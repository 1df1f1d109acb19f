package dev.wharf.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A WhatsApp server with virtual phones, for any client of WhatsApp Web. Runs on one event loop of
 * the Vert.x it is given; its methods may be called from any thread.
 */
public final class Sandbox {

  private final Vertx vertx;
  private final String deployment;
  private final SandboxVerticle verticle;
  private final SandboxConfig config;

  private Sandbox(Vertx vertx, String deployment, SandboxVerticle verticle, SandboxConfig config) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.verticle = verticle;
    this.config = config;
  }

  /** Succeeds when both ports accept connections. */
  public static Future<Sandbox> start(
      Vertx vertx, SandboxConfig config, Clock clock, SecureRandom random) {
    var verticle = new SandboxVerticle(config, clock, random);
    return vertx
        .deployVerticle(verticle)
        .map(deployment -> new Sandbox(vertx, deployment, verticle, config));
  }

  /** Port of plain HTTP and WebSocket. */
  public int port() {
    return verticle.port();
  }

  /** Port of HTTPS and secure WebSocket. */
  public int tlsPort() {
    return verticle.tlsPort();
  }

  /** {@code ws://host:port/ws/chat}. */
  public String webSocketUrl() {
    return "ws://" + host() + ':' + port() + SandboxVerticle.CHAT;
  }

  /** {@code wss://host:port/ws/chat}. */
  public String secureWebSocketUrl() {
    return "wss://" + host() + ':' + tlsPort() + SandboxVerticle.CHAT;
  }

  /** {@code http://host:port}, where the admin API is. */
  public String httpUrl() {
    return "http://" + host() + ':' + port();
  }

  /** Root public key of the Noise certificate chain: what a client must trust. */
  public String trustAnchorHex() {
    return verticle.trustAnchorHex();
  }

  /** The self-signed certificate of the TLS port. */
  public String tlsCertificatePem() {
    return verticle.tlsCertificatePem();
  }

  /** Writes what has to be kept, and closes both ports and all connections. */
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }

  private String host() {
    return config.host().contains(":") ? '[' + config.host() + ']' : config.host();
  }
}
