package dev.wharf.api.push;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** What lies below a WebSocket: its connection, and what asked for it. */
final class Channels {

  private static final TypedKey<HttpServerRequest> HANDSHAKE = new TypedKey<>("handshake");

  private Channels() {}

  /** Keeps the request until the WebSocket opens: the check before the upgrade alone sees it. */
  static void keep(UserData data, HttpServerRequest handshake) {
    data.put(HANDSHAKE, handshake);
  }

  /**
   * The way past the server's encoder, for frames that are encoded already; {@code null} if there
   * is none. Headers of the handshake go: an idle connection would hold them to its end.
   */
  static @Nullable ChannelHandlerContext open(UserData data) {
    HttpServerRequest handshake = data.remove(HANDSHAKE);
    if (handshake == null || !(handshake.connection() instanceof ConnectionBase connection)) {
      return null;
    }
    handshake.headers().clear();
    handshake.response().headers().clear();
    return connection.channel().pipeline().context(WebSocketFrameEncoder.class);
  }
}
