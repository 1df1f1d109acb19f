package dev.wharf.api.push;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reader at the other end of a WebSocket. */
final class ConnectionOutlet implements Outlet {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final ServerWebSocket socket;
  private final Vertx vertx;
  private final Context loop;

  /** The way past the server's encoder, for frames that are encoded already. */
  private final ChannelHandlerContext encoder;

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

  /**
   * @param connection what carries the socket
   */
  ConnectionOutlet(ServerWebSocket socket, HttpConnection connection, Vertx vertx, Context loop) {
    this.socket = socket;
    this.vertx = vertx;
    this.loop = loop;
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    this.encoder = Objects.requireNonNull(pipeline.context(WebSocketFrameEncoder.class));
  }

  @Override
  public void send(String text, Runnable left) {
    write();
    socket.writeTextMessage(text).onComplete(done -> later(left));
  }

  /** Frames of one turn leave as one: to write each alone costs most of all. */
  @Override
  public void send(Frame frame, Runnable left) {
    if (batch == null) {
      batch = new Batch();
      encoder.executor().execute(this::write);
    }
    batch.add(frame.bytes(), left);
  }

  private void write() {
    Batch leaving = batch;
    if (leaving == null) {
      return;
    }
    batch = null;
    if (socket.isClosed()) {
      leaving.left.forEach(Runnable::run);
      return;
    }
    ByteBuf bytes = encoder.alloc().directBuffer(leaving.size);
    leaving.frames.forEach(bytes::writeBytes);
    encoder.writeAndFlush(bytes).addListener(done -> leaving.left.forEach(Runnable::run));
  }

  /**
   * The code leaves at once, since after a frame that breaks the protocol the server drops what is
   * left to write. Who does not read it either is cut off.
   */
  @Override
  public void close(int code, String reason) {
    write();
    if (!socket.isClosed()) {
      socket.close((short) code, reason);
      encoder.flush();
      after(CLOSE_WITHIN, encoder.channel()::close);
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
