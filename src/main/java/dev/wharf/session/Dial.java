package dev.wharf.session;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpClientCodec;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach the server: TCP, TLS, WebSocket upgrade, all of it within one time limit.
 * Ends in a wire or in a {@link DialFault}, or is given up by its caller and then tells nothing.
 * Lives on one context.
 */
final class Dial {

  /** Whoever dials. */
  interface Caller {
    /** A step has succeeded: {@code dial}, {@code tls} or {@code upgrade}. */
    void reached(String step);

    /** The WebSocket is open. Nothing is read from it before this returns. */
    void connected(Wire wire);

    void notConnected(DialFault fault);
  }

  private static final Handler<Throwable> SILENT = failure -> {};

  private final Dialer dialer;
  private final Caller caller;
  private final Vertx vertx;
  private final ContextInternal context;
  private final Duration timeout;
  private DialFault.Step step = DialFault.Step.DIAL;
  private @Nullable NetSocketInternal socket;
  private long timer = -1;
  private boolean over;

  Dial(Dialer dialer, Caller caller, Vertx vertx, Duration timeout) {
    this.dialer = dialer;
    this.caller = caller;
    this.vertx = vertx;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.timeout = timeout;
  }

  DialFault.Step step() {
    return step;
  }

  void begin() {
    timer =
        vertx.setTimer(
            Math.max(1, timeout.toMillis()), t -> fail(DialFault.timeout(step, timeout)));
    dialer.connect().onSuccess(this::reachedByTcp).onFailure(this::fail);
  }

  private void reachedByTcp(NetSocket opened) {
    // Said here, or Vert.x writes what goes wrong into the log with its stack.
    opened.exceptionHandler(this::fail);
    if (over) {
      opened.close();
      return;
    }
    socket = (NetSocketInternal) opened;
    opened.closeHandler(v -> fail(DialFault.closed(step)));
    if (dialer.secure()) {
      next(DialFault.Step.TLS);
      opened.upgradeToSsl(dialer.host()).onSuccess(v -> upgrade()).onFailure(this::fail);
    } else {
      upgrade();
    }
  }

  private void upgrade() {
    if (over || socket == null) {
      return;
    }
    next(DialFault.Step.UPGRADE);
    if (over) {
      return;
    }
    ChannelHandlerContext end = socket.channelHandlerContext();
    var upgrade = new Upgrade(dialer.handshaker(), context, this::upgraded, this::fail);
    end.pipeline()
        .addBefore(end.name(), "http", new HttpClientCodec())
        .addBefore(end.name(), "upgrade", upgrade);
    upgrade.ask(end.channel());
  }

  /** The present step is over, and another begins; its caller may give the dial up at that. */
  private void next(DialFault.Step following) {
    var done = step;
    step = following;
    caller.reached(done.word());
  }

  private void upgraded(Wire wire) {
    if (over || socket == null) {
      wire.close();
      return;
    }
    end();
    // The wire hears of both from here on; this attempt is not to live as long as it.
    socket.closeHandler(null).exceptionHandler(SILENT);
    caller.reached(step.word());
    caller.connected(wire);
  }

  private void fail(Throwable failure) {
    fail(DialFault.of(step, failure));
  }

  private void fail(DialFault fault) {
    if (!over) {
      hangUp();
      caller.notConnected(fault);
    }
  }

  private void end() {
    over = true;
    vertx.cancelTimer(timer);
  }

  /**
   * Gives the attempt up; nothing is told any more. Does nothing to a wire that is open.
   *
   * @return completes when there is no socket any more
   */
  Future<Void> hangUp() {
    if (over) {
      return Future.succeededFuture();
    }
    end();
    return socket == null ? Future.succeededFuture() : socket.close();
  }
}
