package dev.wharf.api.push;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** A reader at the other end of a WebSocket. */
record ConnectionOutlet(WebSocketConnection connection, Vertx vertx, Context loop)
    implements Outlet {

  @Override
  public Uni<Void> send(String text) {
    return connection.sendText(text).emitOn(this::later);
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
