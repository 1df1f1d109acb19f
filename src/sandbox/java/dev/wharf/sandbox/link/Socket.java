package dev.wharf.sandbox.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannelConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/**
 * The WebSocket under a connection. Every buffer becomes one message, so a frame is never split;
 * all of them can be made late.
 */
final class Socket {

  private final Loop loop;
  private final ServerWebSocket webSocket;
  private final Channel channel;

  Socket(Loop loop, ServerWebSocket webSocket, Channel channel) {
    this.loop = loop;
    this.webSocket = webSocket;
    this.channel = channel;
  }

  void send(byte[] message, Duration late) {
    later(late, () -> webSocket.writeBinaryMessage(Buffer.buffer(message)));
  }

  void close(int code, Duration late) {
    later(late, () -> webSocket.close((short) code));
  }

  /** Resets the TCP connection: the client gets no close frame and no FIN. */
  void reset() {
    if (!channel.isOpen()) {
      // The client was faster.
      return;
    }
    if (channel.config() instanceof SocketChannelConfig config) {
      config.setSoLinger(0);
    } else {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    // Past the pipeline, so that TLS says no goodbye either.
    channel.unsafe().close(channel.newPromise());
  }

  private void later(Duration late, Runnable action) {
    Runnable ifOpen =
        () -> {
          if (!webSocket.isClosed()) {
            action.run();
          }
        };
    if (late.isZero()) {
      ifOpen.run();
    } else {
      loop.after(late, ifOpen);
    }
  }
}
