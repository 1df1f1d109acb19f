package dev.wharf.messaging.spool;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands pieces of a file on to another stream, each changed on its way. */
final class Through implements WriteStream<Buffer> {

  /** What happens to the pieces; what it throws fails the stream. */
  interface Change {
    Buffer piece(Buffer in);

    /** What follows the last piece. */
    Buffer last();
  }

  private final WriteStream<Buffer> target;
  private final Change change;
  private final Supplier<Future<Void>> closing;

  /**
   * @param closing ends the target, after everything was written to it
   */
  Through(WriteStream<Buffer> target, Change change, Supplier<Future<Void>> closing) {
    this.target = target;
    this.change = change;
    this.closing = closing;
  }

  @Override
  public Future<Void> write(Buffer piece) {
    Buffer changed;
    try {
      changed = change.piece(piece);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    return changed.length() == 0 ? Future.succeededFuture() : target.write(changed);
  }

  @Override
  public void write(Buffer piece, Handler<AsyncResult<Void>> handler) {
    write(piece).onComplete(handler);
  }

  @Override
  public void end(Handler<AsyncResult<Void>> handler) {
    Buffer last;
    try {
      last = change.last();
    } catch (RuntimeException e) {
      handler.handle(Future.failedFuture(e));
      return;
    }
    (last.length() == 0 ? Future.<Void>succeededFuture() : target.write(last))
        .compose(written -> closing.get())
        .onComplete(handler);
  }

  @Override
  public Through exceptionHandler(@Nullable Handler<Throwable> handler) {
    target.exceptionHandler(handler);
    return this;
  }

  @Override
  public Through setWriteQueueMaxSize(int maxSize) {
    target.setWriteQueueMaxSize(maxSize);
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return target.writeQueueFull();
  }

  @Override
  public Through drainHandler(@Nullable Handler<Void> handler) {
    target.drainHandler(handler);
    return this;
  }
}
