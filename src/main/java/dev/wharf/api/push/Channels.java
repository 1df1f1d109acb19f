package dev.wharf.api.push;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;

/** What lies below a WebSocket. */
final class Channels {

  private Channels() {}

  /** The way past the server's encoder, for frames that are encoded already. */
  static ChannelHandlerContext encoder(HttpConnection webSocket) {
    var pipeline = ((ConnectionBase) webSocket).channel().pipeline();
    return Objects.requireNonNull(pipeline.context(WebSocketFrameEncoder.class));
  }
}
