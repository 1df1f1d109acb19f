package dev.wharf.sandbox.link;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.frame.Frame;
import dev.wharf.protocol.frame.FrameAssembler;
import dev.wharf.protocol.frame.IntroReader;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.protocol.noise.ServerHandshake;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.fault.Faults;
import dev.wharf.sandbox.fault.Moment;
import dev.wharf.sandbox.iq.Iq;
import dev.wharf.sandbox.keys.ServerIdentity;
import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's WebSocket, from the intro to the last frame. It knows the wire; what is said over it
 * is the business of its {@link Peer}.
 */
public final class Connection {

  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final int NORMAL = 1000;

  private final World world;
  private final long number;
  private final Socket socket;
  private final String secureHost;
  private final Faults.Script script;
  private final FrameAssembler assembler = new FrameAssembler(Frame.MAX);
  private final Loop.Timer handshakeDeadline;
  private Stage stage = new Stage.AwaitIntro(new IntroReader());
  private byte[] routing = {};
  private boolean silent;
  private long lastId;

  private Connection(
      World world, ServerWebSocket webSocket, Channel channel, Faults.Script script) {
    this.world = world;
    this.number = script.connection();
    this.socket = new Socket(world.loop(), webSocket, channel);
    this.secureHost =
        webSocket.isSsl()
            ? String.valueOf(webSocket.authority())
            : webSocket.authority().host() + ':' + world.ports().secure();
    this.script = script;
    this.handshakeDeadline = world.loop().after(world.config().handshake(), () -> close(NORMAL));
  }

  /** What is in store for the connection that comes now. */
  public static Faults.Script script(World world) {
    return world.faults().script(world.presences().nextConnection());
  }

  /** Serves a WebSocket that was just accepted. */
  public static void serve(
      World world, ServerWebSocket webSocket, Channel channel, Faults.Script script) {
    world.loop().check();
    var connection = new Connection(world, webSocket, channel, script);
    world.presences().enter(connection);
    webSocket.binaryMessageHandler(message -> connection.receive(message.getBytes()));
    webSocket.exceptionHandler(_ -> {});
    webSocket.closeHandler(_ -> connection.closed(webSocket.closeStatusCode()));
  }

  public long number() {
    return number;
  }

  /** What is in store for this connection. */
  public Faults.Script script() {
    return script;
  }

  /** Host and port of HTTPS, as this client can reach it. */
  String secureHost() {
    return secureHost;
  }

  /** Routing info the client replayed; empty if none. */
  byte[] routing() {
    return routing;
  }

  /** A fresh id for a stanza of the server. */
  String nextId() {
    return "s" + number + '.' + ++lastId;
  }

  /** Sends a stanza as one frame in one message. Nothing is sent once the connection is over. */
  void send(Node node) {
    if (stage instanceof Stage.Open(var cipher, _, _) && !silent) {
      socket.send(Frame.wrap(cipher.encrypt(NodeEncoder.encode(node))), late());
    }
  }

  /** Sends a plain payload as it is, whatever it means to the client. */
  void sendRaw(byte[] payload) {
    if (stage instanceof Stage.Open(var cipher, _, _) && !silent) {
      socket.send(Frame.wrap(cipher.encrypt(payload)), late());
    }
  }

  /** Says the last words, and closes the WebSocket a moment later (connection.md 8). */
  void finish(Node... last) {
    for (Node node : last) {
      send(node);
    }
    if (!(stage instanceof Stage.Over)) {
      end();
      socket.close(NORMAL, late().plus(world.config().closeDelay()));
    }
  }

  /** Closes the WebSocket without a word. */
  public void hangUp() {
    close(NORMAL);
  }

  void close(int code) {
    end();
    socket.close(code, Duration.ZERO);
  }

  /** Whether a fault has dealt with the request: it is not to be answered as usual. */
  boolean spoilt(Iq iq) {
    var fault = script.request(iq.xmlns());
    fault.ifPresent(
        found -> {
          switch (found) {
            case Fault.Unanswered _ -> {}
            case Fault.Nonsense _ -> send(Stanzas.result(iq.id(), Node.of("nonsense")));
            case Fault.IqError(_, int code, var text) -> send(Stanzas.error(iq.id(), code, text));
          }
        });
    return fault.isPresent();
  }

  /** Strikes with everything due at that moment. Returns whether the client waits in vain now. */
  boolean strike(Moment moment) {
    var due = script.at(moment);
    due.forEach(this::strikeLater);
    return due.stream().anyMatch(Fault.Ending.class::isInstance);
  }

  /** Acts out one fault after its delay. */
  public void strikeLater(Fault.Timed fault) {
    if (fault.delay().isZero()) {
      strike(fault);
    } else {
      world.loop().after(fault.delay(), () -> strike(fault));
    }
  }

  private void strike(Fault.Timed fault) {
    switch (fault) {
      case Fault.Failure(_, _, var attributes) -> finish(Stanzas.failure(attributes));
      case Fault.StreamError(_, _, var form, var code) -> {
        if (stage instanceof Stage.Open(_, _, var peer)) {
          peer.strike(fault);
        }
        finish(Stanzas.streamError(form, code));
      }
      case Fault.Silence _ -> silent = true;
      case Fault.Reset _ -> socket.reset();
      case Fault.StreamEnd _ -> finish(Stanzas.STREAM_END);
      case Fault.Close(_, _, int code) -> close(code);
      case Fault.BadFrame _ -> sendForged();
      case Fault.LowPreKeys _,
          Fault.Dirty _,
          Fault.TimelockTold _,
          Fault.DowngradeWebclient _,
          Fault.PasskeyGate _ -> {
        if (stage instanceof Stage.Open(_, _, var peer)) {
          peer.strike(fault);
        }
      }
    }
  }

  private void sendForged() {
    if (stage instanceof Stage.Open(var cipher, _, _)) {
      byte[] sealed = cipher.encrypt(NodeEncoder.encode(Stanzas.STREAM_END));
      sealed[sealed.length - 1] ^= 1;
      socket.send(Frame.wrap(sealed), late());
    }
  }

  private void receive(byte[] chunk) {
    world.loop().check();
    if (silent) {
      return;
    }
    try {
      switch (stage) {
        case Stage.AwaitIntro(var reader) -> intro(reader.accept(chunk));
        case Stage.AwaitHello _, Stage.AwaitFinish _, Stage.Open _ -> frames(chunk);
        case Stage.Over _ -> {}
      }
    } catch (ProtocolFault fault) {
      refuse(fault);
    }
  }

  private void intro(IntroReader.Result result) {
    if (result instanceof IntroReader.Result.Done(var intro, var rest)) {
      routing = intro.routing();
      stage = new Stage.AwaitHello();
      frames(rest);
    }
  }

  private void frames(byte[] chunk) {
    for (byte[] frame : assembler.accept(chunk)) {
      if (silent) {
        return;
      }
      switch (stage) {
        case Stage.AwaitIntro _, Stage.Over _ -> {}
        case Stage.AwaitHello _ -> hello(frame);
        case Stage.AwaitFinish(var handshake) -> establish(handshake.receive(frame));
        case Stage.Open(_, var cipher, var peer) ->
            peer.receive(NodeDecoder.decode(cipher.decrypt(frame)));
      }
    }
  }

  private void hello(byte[] frame) {
    if (strike(Moment.HELLO)) {
      return;
    }
    ServerIdentity identity =
        script
            .find(Fault.Certificate.class)
            .map(Fault.Certificate::flaw)
            .map(
                flaw ->
                    switch (flaw) {
                      case WRONG_ROOT -> world.identities().wrongRoot();
                      case EXPIRED -> world.identities().expired();
                      case ROTATED -> world.identities().rotated();
                    })
            .orElse(world.identities().genuine());
    var reply =
        ServerHandshake.accept(
            frame, KeyPair.generate(world.random()), identity.serverStatic(), identity.chain());
    socket.send(Frame.wrap(reply.message()), late());
    switch (reply) {
      case ServerHandshake.Reply.AwaitFinish handshake -> stage = new Stage.AwaitFinish(handshake);
      case ServerHandshake.Reply.Done(_, var established) -> establish(established);
    }
  }

  private void establish(ServerHandshake.Established established) {
    handshakeDeadline.cancel();
    Optional<ClientPayload> payload = parse(established.clientPayload());
    boolean registers = payload.map(ClientPayload::hasDevicePairingData).orElse(false);
    Peer peer =
        registers
            ? new Registration(world, this, established.clientStatic())
            : new Login(world, this, established.clientStatic());
    stage = new Stage.Open(established.send(), established.receive(), peer);
    if (payload.isEmpty()) {
      finish(Stanzas.failure("400"));
    } else if (outdated(payload.get())) {
      finish(Stanzas.failure("405"));
    } else {
      switch (peer) {
        case Registration registration -> registration.start(payload.get());
        case Login login -> login.start(payload.get());
      }
    }
  }

  private boolean outdated(ClientPayload payload) {
    var version = payload.getUserAgent().getAppVersion();
    return script
        .find(Fault.MinVersion.class)
        .map(least -> ClientVersion.older(version, least.version()))
        .orElse(false);
  }

  private void refuse(ProtocolFault fault) {
    LOG.log(
        System.Logger.Level.WARNING,
        "connection={0} fault={1} path={2}",
        number,
        fault.kind(),
        fault.path());
    if (stage instanceof Stage.Open) {
      boolean forged = fault.kind() == ProtocolFault.Kind.FORGED;
      var form = forged ? Fault.Form.BAD_MAC : Fault.Form.XML_NOT_WELL_FORMED;
      finish(Stanzas.streamError(form, ""));
    } else {
      close(NORMAL);
    }
  }

  private void end() {
    handshakeDeadline.cancel();
    if (stage instanceof Stage.Open(_, _, var peer)) {
      stage = new Stage.Over();
      peer.closed();
    } else {
      stage = new Stage.Over();
    }
  }

  private void closed(@Nullable Short code) {
    world.loop().check();
    // The server's own closes come when the stage is over already.
    if (stage instanceof Stage.Open && code != null && code == NORMAL) {
      world.presences().leftInOrder();
    }
    end();
    script.release();
    world.presences().leave(this);
  }

  private Duration late() {
    return script.find(Fault.Delay.class).map(Fault.Delay::by).orElse(Duration.ZERO);
  }

  private static Optional<ClientPayload> parse(byte[] bytes) {
    try {
      return Optional.of(ClientPayload.parseFrom(bytes));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }
}
