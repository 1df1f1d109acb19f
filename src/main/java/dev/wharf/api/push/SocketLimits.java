package dev.wharf.api.push;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * What a WebSocket of this server may ask for. Compression is not among it: browsers offer it, and
 * one connection would hold a hundred kilobytes for it (ADR 10).
 */
@Singleton
class SocketLimits implements HttpServerOptionsCustomizer {

  private final PushConfig config;

  SocketLimits(PushConfig config) {
    this.config = config;
  }

  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    limit(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    limit(options);
  }

  private void limit(HttpServerOptions options) {
    options
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxWebSocketMessageSize(config.maxMessageBytes())
        .setMaxWebSocketFrameSize(config.maxMessageBytes());
  }
}
