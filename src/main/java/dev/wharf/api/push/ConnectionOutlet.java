package dev.wharf.api.push;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reader at the other end of a WebSocket. */
final class ConnectionOutlet implements Outlet {

  private final WebSocketConnection connection;
  private final Vertx vertx;
  private final Context loop;
  private final @Nullable ChannelHandlerContext encoder;
  private boolean written;

  ConnectionOutlet(WebSocketConnection connection, Vertx vertx, Context loop) {
    this.connection = connection;
    this.vertx = vertx;
    this.loop = loop;
    this.encoder = Channels.encoder(connection.userData().get(Channels.PIPELINE));
  }

  @Override
  public Uni<Void> send(String text) {
    return connection.sendText(text).emitOn(this::later);
  }

  /** Frames of one turn leave together: to hand each to the system alone costs most of all. */
  @Override
  public void send(Frame frame, Runnable left) {
    if (encoder == null) {
      Outlet.super.send(frame, left);
      return;
    }
    encoder.write(Unpooled.wrappedBuffer(frame.bytes())).addListener(done -> left.run());
    if (!written) {
      written = true;
      encoder.executor().execute(this::flush);
    }
  }

  private void flush() {
    written = false;
    if (encoder != null) {
      encoder.flush();
    }
  }

  @Override
  public void close(int code, String reason) {
    if (connection.isOpen()) {
      connection
          .close(new CloseReason(code, reason))
          .subscribe()
          .with(done -> {}, alreadyGone -> {});
    }
  }

  @Override
  public void later(Runnable task) {
    loop.runOnContext(ignored -> task.run());
  }

  @Override
  public Runnable after(Duration time, Runnable task) {
    long timer = vertx.setTimer(time.toMillis(), ignored -> later(task));
    return () -> vertx.cancelTimer(timer);
  }
}
