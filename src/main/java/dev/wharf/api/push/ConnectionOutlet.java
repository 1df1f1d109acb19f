package dev.wharf.api.push;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader at the other end of a WebSocket. */
final class ConnectionOutlet implements Outlet {

  private final WebSocketConnection connection;
  private final Vertx vertx;
  private final Context loop;
  private final @Nullable ChannelHandlerContext encoder;

  /** What leaves at the end of this turn of the loop, if anything does. */
  private @Nullable Batch batch;

  /** Frames that leave as one. */
  private static final class Batch {
    private final List<byte[]> frames = new ArrayList<>();
    private final List<Runnable> left = new ArrayList<>();
    private int size;

    void add(byte[] frame, Runnable whenLeft) {
      frames.add(frame);
      left.add(whenLeft);
      size += frame.length;
    }
  }

  ConnectionOutlet(WebSocketConnection connection, Vertx vertx, Context loop) {
    this.connection = connection;
    this.vertx = vertx;
    this.loop = loop;
    this.encoder = Channels.open(connection.userData());
  }

  @Override
  public Uni<Void> send(String text) {
    write();
    return connection.sendText(text).emitOn(this::later);
  }

  /** Frames of one turn leave as one: to write each alone costs most of all. */
  @Override
  public void send(Frame frame, Runnable left) {
    if (encoder == null) {
      Outlet.super.send(frame, left);
      return;
    }
    if (batch == null) {
      batch = new Batch();
      encoder.executor().execute(this::write);
    }
    batch.add(frame.bytes(), left);
  }

  private void write() {
    Batch leaving = batch;
    if (leaving == null || encoder == null) {
      return;
    }
    batch = null;
    ByteBuf bytes = encoder.alloc().directBuffer(leaving.size);
    leaving.frames.forEach(bytes::writeBytes);
    encoder.writeAndFlush(bytes).addListener(done -> leaving.left.forEach(Runnable::run));
  }

  @Override
  public void close(int code, String reason) {
    write();
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
