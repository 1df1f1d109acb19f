package dev.wharf.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket. Answers pings and closes by itself, tells of binary messages and, once, of its
 * end; text is passed over. Its listener is called on the context of whoever dialled.
 */
final class Wire extends ChannelInboundHandlerAdapter {

  /** A frame has 16 MiB at most, and a little for its header. */
  static final int MAX_MESSAGE = 17 * 1024 * 1024;

  private static final long CLOSE_SECONDS = 2;

  /** Whoever holds the wire. After {@link #close} it hears nothing. */
  interface Listener {
    void message(byte[] message);

    /** The wire is gone, and it was not us. */
    void ended(End end);
  }

  /**
   * How a wire ended.
   *
   * @param orderly the server closed it; otherwise it broke
   */
  record End(boolean orderly, String detail) {}

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void message(byte[] message) {}

        @Override
        public void ended(End end) {}
      };

  private final ContextInternal context;
  private final Promise<Void> gone;
  private Listener listener = NOBODY;
  private @Nullable ChannelHandlerContext channel;
  private @Nullable End end;
  private boolean closing;
  private boolean reading;
  private boolean unflushed;

  Wire(ContextInternal context) {
    this.context = context;
    this.gone = context.promise();
  }

  void listen(Listener listener) {
    this.listener = listener;
  }

  /** Sends a binary message; on a wire that is closed, nothing happens. */
  void send(byte[] message) {
    write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
  }

  private void write(Object frame) {
    if (channel == null || closing || !channel.channel().isActive()) {
      ReferenceCountUtil.release(frame);
      return;
    }
    channel.write(frame);
    if (reading) {
      // What is said in answer to several messages leaves together.
      unflushed = true;
    } else {
      channel.flush();
    }
  }

  /**
   * Closes in order: says so, waits for the answer, then hangs up.
   *
   * @return completes when the socket is gone, in a bounded time
   */
  Future<Void> close() {
    listener = NOBODY;
    if (!closing && channel != null && channel.channel().isActive()) {
      var open = channel;
      write(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE.code(), ""));
      open.flush();
      closing = true;
      hangUpInTime(open);
    }
    return gone.future();
  }

  /** Neither a peer that does not answer nor one that does not read holds a socket for long. */
  private static void hangUpInTime(ChannelHandlerContext open) {
    // From the first handler on: TLS would wait for such a peer.
    var late =
        open.executor()
            .schedule(
                () -> open.pipeline().firstContext().close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    open.channel().closeFuture().addListener(closed -> late.cancel(false));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    try {
      switch (message) {
        case BinaryWebSocketFrame frame -> deliver(ByteBufUtil.getBytes(frame.content()));
        case PingWebSocketFrame ping -> pong(ctx, ping);
        case CloseWebSocketFrame close -> closed(ctx, close);
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    if (unflushed) {
      unflushed = false;
      ctx.flush();
    }
  }

  private void deliver(byte[] message) {
    if (!closing) {
      context.emit(message, arrived -> listener.message(arrived));
    }
  }

  private void pong(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    // A server that pings and does not read is not answered without end.
    if (ctx.channel().isWritable()) {
      write(new PongWebSocketFrame(ping.content().retain()));
    }
  }

  private void closed(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
    if (closing) {
      ctx.close();
      return;
    }
    end = new End(true, "closed by the server, code " + close.statusCode());
    closing = true;
    ctx.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
    hangUpInTime(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (end == null) {
      end = new End(false, "broken: " + cause.getMessage());
    }
    closing = true;
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    var last = end == null ? new End(true, "closed by the server without a word") : end;
    context.emit(last, told -> listener.ended(told));
    gone.tryComplete();
    ctx.fireChannelInactive();
  }
}
