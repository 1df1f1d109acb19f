package dev.wharf.api.push;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way past the server's encoder, for frames that are encoded already. */
final class Channels {

  /** Put there by the check before the upgrade, which alone sees the connection. */
  static final TypedKey<ChannelPipeline> PIPELINE = new TypedKey<>("pipeline");

  private Channels() {}

  static Optional<ChannelPipeline> pipeline(HttpConnection connection) {
    return connection instanceof ConnectionBase base
        ? Optional.of(base.channel().pipeline())
        : Optional.empty();
  }

  /** What is written there leaves as it is; {@code null} if there is no such place. */
  static @Nullable ChannelHandlerContext encoder(@Nullable ChannelPipeline pipeline) {
    return pipeline == null ? null : pipeline.context(WebSocketFrameEncoder.class);
  }
}
