package dev.wharf.api.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.api.problem.Problem;
import dev.wharf.api.problem.ProblemWriter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The WebSocket of the live push: lets in who brings a ticket, and only so many, and hands each
 * connection its session and what it sends. All is done on the connection's event loop. A route and
 * no more, since a dashboard should hold nothing of the request that it came with (ADR 10).
 */
@Singleton
class PushEndpoint {

  private static final String PATH = "/ws/events";

  /** REST answers for every path that it does not know. */
  private static final int BEFORE_REST = -10;

  private static final int TOO_BIG = 1009;
  private static final int INTERNAL_ERROR = 1011;
  private static final Buffer NOTHING = Buffer.buffer();
  private static final ClientMessage NOT_TEXT =
      new ClientMessage.Bad("bad_message", "Send JSON as text, not as binary.");
  private static final Problem TICKET_INVALID =
      Problem.of(
          401,
          "ticket_invalid",
          "A ticket opens one connection, within seconds: POST /ws/tickets gives a new one.");
  private static final Problem TOO_MANY =
      Problem.of(
          503,
          "too_many_connections",
          "As many are connected to the push as may be. Close some that nobody reads, or raise"
              + " wharf.push.max-connections.");
  private static final Logger LOG = Logger.getLogger(PushEndpoint.class);

  private final Vertx vertx;
  private final Tickets tickets;
  private final PushSource source;
  private final ObjectMapper mapper;
  private final ProblemWriter problems;
  private final Set<ConnectionOutlet> open = ConcurrentHashMap.newKeySet();

  PushEndpoint(
      Vertx vertx,
      Tickets tickets,
      PushSource source,
      ObjectMapper mapper,
      ProblemWriter problems) {
    this.vertx = vertx;
    this.tickets = tickets;
    this.source = source;
    this.mapper = mapper;
    this.problems = problems;
  }

  void routes(@Observes Router router) {
    router.get(PATH).order(BEFORE_REST).handler(this::asked);
  }

  /** How many are connected. */
  int connections() {
    return open.size();
  }

  private void asked(RoutingContext context) {
    HttpServerRequest request = context.request();
    String ticket = request.getParam("ticket");
    if (!request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
      context.next();
    } else if (ticket == null || !tickets.redeem(ticket)) {
      problems.answer(context, TICKET_INVALID);
    } else if (open.size() >= source.config.maxConnections()) {
      problems.answer(context, TOO_MANY);
    } else {
      upgrade(request);
    }
  }

  /** A handshake that is none was answered by the server itself. */
  private void upgrade(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    request
        .toWebSocket()
        .onSuccess(socket -> opened(socket, connection))
        .onFailure(failure -> LOG.debugf("push not opened error=%s", failure.getMessage()));
  }

  private void opened(ServerWebSocket socket, HttpConnection connection) {
    // An idle connection would hold them to its end.
    socket.headers().clear();
    var loop = (ContextInternal) vertx.getOrCreateContext();
    var outlet = new ConnectionOutlet(socket, connection, vertx, loop);
    var session = new PushSession(outlet, source, source.readers(loop));
    long pings =
        vertx.setPeriodic(
            source.config.pingEvery().toMillis(), ignored -> socket.writePing(NOTHING));
    socket.textMessageHandler(text -> received(session, outlet, ClientMessage.parse(mapper, text)));
    socket.binaryMessageHandler(ignored -> received(session, outlet, NOT_TEXT));
    socket.exceptionHandler(failure -> failed(outlet, failure));
    socket.closeHandler(
        ignored -> {
          vertx.cancelTimer(pings);
          open.remove(outlet);
          session.close();
          LOG.debugf("push closed connections=%d", open.size());
        });
    open.add(outlet);
    LOG.debugf("push opened connections=%d", open.size());
  }

  private static void received(
      PushSession session, ConnectionOutlet outlet, ClientMessage message) {
    try {
      session.received(message);
    } catch (RuntimeException e) {
      LOG.warn("push failed", e);
      outlet.close(INTERNAL_ERROR, "");
    }
  }

  /** Most often a reader that vanished, which is nothing to warn of. */
  private static void failed(ConnectionOutlet outlet, Throwable failure) {
    LOG.debugf("push lost error=%s", failure);
    outlet.close(code(failure), "");
  }

  private static int code(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException frame) {
      return frame.closeStatus().code();
    }
    return isTooLong(failure) ? TOO_BIG : INTERNAL_ERROR;
  }

  /** How Vert.x says that a message exceeds its bound; it has no type of its own for it. */
  private static boolean isTooLong(Throwable failure) {
    return failure instanceof IllegalStateException
        && failure.getMessage() != null
        && failure.getMessage().startsWith("Cannot process");
  }
}
