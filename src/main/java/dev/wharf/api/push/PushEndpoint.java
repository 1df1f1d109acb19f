package dev.wharf.api.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * The WebSocket of the live push. Hands each connection its session and what it sends. All is done
 * on the connection's event loop before a method returns, so the queue of a kilobyte that would
 * keep messages in order is not needed.
 */
@WebSocket(
    path = "/ws/events",
    endpointId = PushEndpoint.ID,
    inboundProcessingMode = InboundProcessingMode.CONCURRENT)
@NonBlocking
public class PushEndpoint {

  static final String ID = "events";

  private static final int TOO_BIG = 1009;
  private static final int INTERNAL_ERROR = 1011;
  private static final Logger LOG = Logger.getLogger(PushEndpoint.class);
  private static final TypedKey<PushSession> SESSION = new TypedKey<>("session");

  private final Vertx vertx;
  private final PushSource source;
  private final ObjectMapper mapper;

  PushEndpoint(Vertx vertx, PushSource source, ObjectMapper mapper) {
    this.vertx = vertx;
    this.source = source;
    this.mapper = mapper;
  }

  @OnOpen
  @NonBlocking
  void open(WebSocketConnection connection) {
    var loop = (ContextInternal) vertx.getOrCreateContext();
    var outlet = new ConnectionOutlet(connection, vertx, loop);
    connection.userData().put(SESSION, new PushSession(outlet, source, source.readers(loop)));
    LOG.debugf("push opened connection=%s", connection.id());
  }

  @OnTextMessage
  @NonBlocking
  void text(WebSocketConnection connection, String text) {
    session(connection).received(ClientMessage.parse(mapper, text));
  }

  @OnBinaryMessage
  @NonBlocking
  void binary(WebSocketConnection connection, Buffer ignored) {
    session(connection)
        .received(new ClientMessage.Bad("bad_message", "Send JSON as text, not as binary."));
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    PushSession session = connection.userData().get(SESSION);
    if (session != null) {
      session.close();
    }
    LOG.debugf("push closed connection=%s", connection.id());
  }

  /** Most often a reader that vanished, which is nothing to warn of. */
  @OnError
  @NonBlocking
  void failed(WebSocketConnection connection, Throwable failure) {
    if (failure instanceof HttpClosedException || failure instanceof IOException) {
      LOG.debugf("push lost connection=%s", connection.id());
      return;
    }
    if (isTooLong(failure)) {
      close(connection, TOO_BIG);
    } else {
      LOG.warnf(failure, "push failed connection=%s", connection.id());
      close(connection, INTERNAL_ERROR);
    }
  }

  /** How Vert.x says that a message exceeds its bound; it has no type of its own for it. */
  private static boolean isTooLong(Throwable failure) {
    return failure instanceof IllegalStateException
        && failure.getMessage() != null
        && failure.getMessage().startsWith("Cannot process");
  }

  private static void close(WebSocketConnection connection, int code) {
    connection
        .close(new CloseReason(code))
        .subscribe()
        .with(
            done -> LOG.debugf("push closed connection=%s code=%d", connection.id(), code),
            gone -> LOG.debugf("push gone connection=%s", connection.id()));
  }

  private static PushSession session(WebSocketConnection connection) {
    PushSession session = connection.userData().get(SESSION);
    if (session == null) {
      throw new IllegalStateException("a connection gets its session when it opens");
    }
    return session;
  }
}
