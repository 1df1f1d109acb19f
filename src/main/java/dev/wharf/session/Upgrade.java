package dev.wharf.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;

/**
 * Makes a WebSocket of an HTTP connection, and itself superfluous. The body of an answer that
 * refuses is not waited for.
 */
final class Upgrade extends ChannelInboundHandlerAdapter {

  private final WebSocketClientHandshaker handshaker;
  private final ContextInternal context;
  private final Handler<Wire> upgraded;
  private final Handler<Throwable> failed;

  Upgrade(
      WebSocketClientHandshaker handshaker,
      ContextInternal context,
      Handler<Wire> upgraded,
      Handler<Throwable> failed) {
    this.handshaker = handshaker;
    this.context = context;
    this.upgraded = upgraded;
    this.failed = failed;
  }

  void ask(Channel channel) {
    handshaker
        .handshake(channel)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                context.emit(written.cause(), failed);
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpResponse response && !handshaker.isHandshakeComplete()) {
        answered(ctx, response);
      }
    } catch (WebSocketHandshakeException refused) {
      context.emit(refused, failed);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answered(ChannelHandlerContext ctx, HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      throw new WebSocketHandshakeException("the answer is not HTTP");
    }
    if (!HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status())) {
      context.emit(new DialFault.Refused(response.status().code()), failed);
      return;
    }
    handshaker.finishHandshake(ctx.channel(), headOf(response));
    // What follows the answer in the same segment is read next: the wire has to be there by then.
    var wire = new Wire(context);
    ctx.pipeline()
        .addAfter(ctx.name(), "wire", wire)
        .replace(this, "ws-messages", new WebSocketFrameAggregator(Wire.MAX_MESSAGE));
    context.emit(wire, upgraded);
  }

  private static DefaultFullHttpResponse headOf(HttpResponse response) {
    return new DefaultFullHttpResponse(
        response.protocolVersion(),
        response.status(),
        Unpooled.EMPTY_BUFFER,
        response.headers(),
        EmptyHttpHeaders.INSTANCE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    context.emit(cause, failed);
  }
}
