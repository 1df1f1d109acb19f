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
import dev.wharf.protocol.noise.GenuineChains;
import dev.wharf.protocol.noise.TransportCipher;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to hold a connection: socket, handshake, ciphers. Tells its owner about stanzas and,
 * once, how it ended; after {@link #close} it tells nothing. Lives on one context.
 */
final class Link implements Dial.Caller, Wire.Listener {

  /** Whoever owns the link. */
  interface Owner {
    /**
     * A step on the way is over.
     *
     * @param step {@code dial}, {@code tls}, {@code upgrade} or {@code handshake}
     * @param outcome {@code ok}, or in one stable word why there is no next step
     */
    void stepped(Link link, String step, String outcome);

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
  record Trust(GenuineChains chains, Duration skew, Clock clock) {}

  private sealed interface Phase {
    record Unopened() implements Phase {}

    record Dialing(Dial dial, Introduction introduction) implements Phase {}

    record AwaitingHello(Wire wire, ClientHandshake.AwaitServer handshake, byte[] payload)
        implements Phase {}

    record Open(Wire wire, TransportCipher send, TransportCipher receive) implements Phase {}

    record Over() implements Phase {}
  }

  private static final String HANDSHAKE = "handshake";
  private static final long CLOSE_SECONDS = 2;

  private final long number;
  private final Trust trust;
  private final Owner owner;
  private final FrameAssembler frames = new FrameAssembler(Frame.MAX);
  private Phase phase = new Phase.Unopened();
  private Future<Void> gone = Future.succeededFuture();

  Link(long number, Trust trust, Owner owner) {
    this.number = number;
    this.trust = trust;
    this.owner = owner;
  }

  long number() {
    return number;
  }

  /** What the device says of itself is forgotten when it is said. */
  void open(Dialer dialer, Introduction introduction) {
    phase = new Phase.Dialing(dialer.dial(this), introduction);
  }

  @Override
  public void reached(String step) {
    owner.stepped(this, step, Steps.OK);
  }

  @Override
  public void notConnected(DialFault fault) {
    owner.stepped(this, fault.step().word(), fault.outcome());
    end(Ending.Kind.NETWORK, fault.step().word() + " " + fault.outcome() + ": " + fault.detail());
  }

  @Override
  public void connected(Wire wire) {
    if (phase instanceof Phase.Dialing(var _, var introduction)) {
      wire.listen(this);
      var handshake = ClientHandshake.start(introduction.ephemeral, introduction.noiseKey);
      phase = new Phase.AwaitingHello(wire, handshake, introduction.payload);
      wire.send(joined(new Intro(introduction.routing).encode(), Frame.wrap(handshake.hello())));
    } else {
      wire.close();
    }
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  @Override
  public void ended(Wire.End end) {
    boolean recycled = end.orderly() && phase instanceof Phase.Open;
    end(recycled ? Ending.Kind.RECYCLED : Ending.Kind.NETWORK, end.detail());
  }

  @Override
  public void message(byte[] message) {
    try {
      for (byte[] frame : frames.accept(message)) {
        accept(frame);
      }
    } catch (ProtocolFault fault) {
      end(meaning(fault), String.valueOf(fault.getMessage()));
    }
  }

  private void accept(byte[] frame) {
    switch (phase) {
      case Phase.AwaitingHello(var wire, var handshake, var payload) ->
          finish(wire, handshake.receive(frame, payload, trust.chains, now(), trust.skew));
      case Phase.Open(var _, var _, var receive) ->
          owner.received(this, NodeDecoder.decode(receive.decrypt(frame)));
      case Phase.Unopened _, Phase.Dialing _, Phase.Over _ -> {}
    }
  }

  private Instant now() {
    return trust.clock.instant();
  }

  private void finish(Wire wire, ClientHandshake.Finished finished) {
    if (finished.hasFinish()) {
      wire.send(Frame.wrap(finished.finish()));
    }
    phase = new Phase.Open(wire, finished.send(), finished.receive());
    owner.stepped(this, HANDSHAKE, Steps.OK);
    owner.shaken(this);
  }

  /** Sends a stanza; on a link that is not open, nothing happens. */
  void send(Node node) {
    if (phase instanceof Phase.Open(var wire, var send, var _)) {
      wire.send(Frame.wrap(send.encrypt(NodeEncoder.encode(node))));
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
      boolean unshaken = phase instanceof Phase.AwaitingHello;
      hangUp();
      if (unshaken) {
        owner.stepped(this, HANDSHAKE, kind.name().toLowerCase(Locale.ROOT));
      }
      owner.ended(this, Ending.of(kind), detail);
    }
  }

  /**
   * Closes the link in order; it tells nothing any more.
   *
   * @return completes when the socket is gone, in a bounded time
   */
  Future<Void> close() {
    switch (phase) {
      case Phase.Dialing(var dial, var _) ->
          owner.stepped(this, dial.step().word(), Steps.ABANDONED);
      case Phase.AwaitingHello _ -> owner.stepped(this, HANDSHAKE, Steps.ABANDONED);
      case Phase.Unopened _, Phase.Open _, Phase.Over _ -> {}
    }
    hangUp();
    return gone.timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  private void hangUp() {
    switch (phase) {
      case Phase.Dialing(var dial, var _) -> gone = dial.hangUp();
      case Phase.AwaitingHello(var wire, var _, var _) -> gone = wire.close();
      case Phase.Open(var wire, var _, var _) -> gone = wire.close();
      case Phase.Unopened _, Phase.Over _ -> {}
    }
    phase = new Phase.Over();
  }
}
