package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.frame.Frame;
import dev.wharf.protocol.frame.FrameAssembler;
import dev.wharf.protocol.frame.Intro;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.protocol.noise.ClientHandshake;
import dev.wharf.protocol.noise.TransportCipher;
import dev.wharf.protocol.noise.TrustAnchor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to hold a connection: socket, handshake, ciphers. Tells its owner about stanzas and,
 * once, how it ended; after {@link #close} it tells nothing. Lives on one context.
 */
final class Link {

  /** Whoever owns the link. */
  interface Owner {
    /** A step on the way is over: {@code dial} or {@code handshake}. */
    void stepped(Link link, String step);

    /** The handshake is done and the payload is out. */
    void shaken(Link link);

    void received(Link link, Node node);

    void ended(Link link, Ending ending, String detail);
  }

  /**
   * What the device says of itself.
   *
   * @param payload the client payload: registration or login
   * @param routing what an earlier connection was given; empty if nothing
   */
  record Introduction(KeyPair noiseKey, KeyPair ephemeral, byte[] payload, byte[] routing) {}

  /** Whom the link may talk to. */
  record Trust(TrustAnchor anchor, Duration skew, Clock clock) {}

  private sealed interface Phase {
    record Dialing() implements Phase {}

    record AwaitingHello(WebSocket socket, ClientHandshake.AwaitServer handshake)
        implements Phase {}

    record Open(WebSocket socket, TransportCipher send, TransportCipher receive) implements Phase {}

    record Over() implements Phase {}
  }

  private static final long CLOSE_SECONDS = 2;

  private final long number;
  private final Introduction introduction;
  private final Trust trust;
  private final Owner owner;
  private final FrameAssembler frames = new FrameAssembler(Frame.MAX);
  private final Promise<Void> gone = Promise.promise();
  private Phase phase = new Phase.Dialing();

  Link(long number, Introduction introduction, Trust trust, Owner owner) {
    this.number = number;
    this.introduction = introduction;
    this.trust = trust;
    this.owner = owner;
  }

  long number() {
    return number;
  }

  void open(Dialer dialer) {
    dialer.dial().onSuccess(this::connected).onFailure(this::notConnected);
  }

  private void connected(WebSocket socket) {
    socket.closeHandler(v -> socketClosed());
    socket.exceptionHandler(failure -> end(Ending.Kind.NETWORK, failure.toString()));
    if (phase instanceof Phase.Over) {
      socket.close();
      return;
    }
    owner.stepped(this, "dial");
    socket.binaryMessageHandler(this::arrived);
    var handshake = ClientHandshake.start(introduction.ephemeral, introduction.noiseKey);
    phase = new Phase.AwaitingHello(socket, handshake);
    socket.writeBinaryMessage(
        Buffer.buffer(new Intro(introduction.routing).encode())
            .appendBytes(Frame.wrap(handshake.hello())));
  }

  private void notConnected(Throwable failure) {
    gone.tryComplete();
    end(Ending.Kind.NETWORK, failure.toString());
  }

  private void socketClosed() {
    gone.tryComplete();
    end(
        phase instanceof Phase.Open ? Ending.Kind.RECYCLED : Ending.Kind.NETWORK,
        "socket closed by the server");
  }

  private void arrived(Buffer message) {
    try {
      for (byte[] frame : frames.accept(message.getBytes())) {
        accept(frame);
      }
    } catch (ProtocolFault fault) {
      end(meaning(fault), String.valueOf(fault.getMessage()));
    }
  }

  private void accept(byte[] frame) {
    switch (phase) {
      case Phase.AwaitingHello(var socket, var handshake) -> finish(socket, handshake, frame);
      case Phase.Open(var _, var _, var receive) ->
          owner.received(this, NodeDecoder.decode(receive.decrypt(frame)));
      case Phase.Dialing _, Phase.Over _ -> {}
    }
  }

  private void finish(WebSocket socket, ClientHandshake.AwaitServer handshake, byte[] hello) {
    var finished =
        handshake.receive(
            hello, introduction.payload, trust.anchor, trust.clock.instant(), trust.skew);
    if (finished.hasFinish()) {
      socket.writeBinaryMessage(Buffer.buffer(Frame.wrap(finished.finish())));
    }
    phase = new Phase.Open(socket, finished.send(), finished.receive());
    owner.stepped(this, "handshake");
    owner.shaken(this);
  }

  /** Sends a stanza; on a link that is not open, nothing happens. */
  void send(Node node) {
    if (phase instanceof Phase.Open(var socket, var send, var _)) {
      byte[] frame = Frame.wrap(send.encrypt(NodeEncoder.encode(node)));
      socket.writeBinaryMessage(Buffer.buffer(frame));
    }
  }

  /**
   * Before the handshake is done, whatever does not match means that the server did not prove
   * itself.
   */
  private Ending.Kind meaning(ProtocolFault fault) {
    boolean unproven =
        phase instanceof Phase.AwaitingHello
            && (fault.kind() == ProtocolFault.Kind.UNTRUSTED
                || fault.kind() == ProtocolFault.Kind.FORGED
                || fault.kind() == ProtocolFault.Kind.WEAK_KEY);
    return unproven ? Ending.Kind.UNTRUSTED : Ending.Kind.GARBLED;
  }

  private void end(Ending.Kind kind, String detail) {
    if (!(phase instanceof Phase.Over)) {
      hangUp();
      owner.ended(this, Ending.of(kind), detail);
    }
  }

  /**
   * Closes the link in order; it tells nothing any more.
   *
   * @return completes when the socket is gone, in a bounded time
   */
  Future<Void> close() {
    hangUp();
    return gone.future().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  private void hangUp() {
    WebSocket socket = socket();
    phase = new Phase.Over();
    if (socket != null) {
      socket.close();
    }
  }

  private @Nullable WebSocket socket() {
    return switch (phase) {
      case Phase.AwaitingHello(var socket, var _) -> socket;
      case Phase.Open(var socket, var _, var _) -> socket;
      case Phase.Dialing _, Phase.Over _ -> null;
    };
  }
}
