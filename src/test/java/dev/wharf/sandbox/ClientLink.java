package dev.wharf.sandbox;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.frame.Frame;
import dev.wharf.protocol.frame.FrameAssembler;
import dev.wharf.protocol.frame.Intro;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.protocol.noise.ClientHandshake;
import dev.wharf.protocol.noise.TransportCipher;
import dev.wharf.protocol.noise.TrustAnchor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one link, as strict as the strictest: one whole frame per message, ServerHello
 * alone, the certificate chain fully checked. Blocks its caller; every wait has a deadline.
 */
final class ClientLink implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What came: a message, or the close of the WebSocket with its code; -1 for a broken one. */
  private sealed interface Arrival {
    record Message(byte[] bytes) implements Arrival {}

    record Closed(int code) implements Arrival {}
  }

  private final WebSocket socket;
  private final BlockingQueue<Arrival> arrivals;
  private final List<String> seen = new ArrayList<>();
  private ClientHandshake.@Nullable Finished established;

  private ClientLink(WebSocket socket, BlockingQueue<Arrival> arrivals) {
    this.socket = socket;
    this.arrivals = arrivals;
  }

  /** Opens the WebSocket; nothing is said yet. */
  static ClientLink open(Vertx vertx, String url) {
    URI uri = URI.create(url);
    var options =
        new WebSocketClientOptions()
            .setTrustAll(true)
            .setVerifyHost(false)
            .setMaxFrameSize(17 << 20)
            .setMaxMessageSize(17 << 20);
    var connect =
        new WebSocketConnectOptions()
            .setHost(uri.getHost())
            .setPort(uri.getPort())
            .setSsl(uri.getScheme().equals("wss"))
            .setURI(uri.getPath());
    var client = vertx.createWebSocketClient(options);
    var webSocket = client.webSocket();
    var arrivals = new LinkedBlockingQueue<Arrival>();
    webSocket.binaryMessageHandler(m -> arrivals.add(new Arrival.Message(m.getBytes())));
    webSocket.exceptionHandler(_ -> {});
    webSocket.closeHandler(
        _ -> {
          Short code = webSocket.closeStatusCode();
          arrivals.add(new Arrival.Closed(code == null ? -1 : code));
        });
    Waiting.on(webSocket.connect(connect));
    return new ClientLink(webSocket, arrivals);
  }

  void sendRaw(byte[] message) {
    Waiting.on(socket.writeBinaryMessage(Buffer.buffer(message)));
  }

  void sendText(String text) {
    Waiting.on(socket.writeTextMessage(text));
  }

  ClientHandshake.Finished establish(
      KeyPair noiseKey, byte[] payload, TrustAnchor anchor, byte[] routing) {
    var await = ClientHandshake.start(KeyPair.generate(RANDOM), noiseKey);
    return establish(await, payload, anchor, routing);
  }

  ClientHandshake.Finished establish(
      ClientHandshake.AwaitServer await, byte[] payload, TrustAnchor anchor, byte[] routing) {
    sendRaw(join(new Intro(routing).encode(), Frame.wrap(await.hello())));
    established = await.receive(nextFrame(), payload, anchor, Instant.now(), Duration.ofMinutes(1));
    if (established.hasFinish()) {
      sendRaw(Frame.wrap(established.finish()));
    }
    return established;
  }

  /** Several stanzas in one message, each a frame. */
  void send(Node... nodes) {
    var message = new ByteArrayOutputStream();
    TransportCipher cipher = established().send();
    for (Node node : nodes) {
      message.writeBytes(Frame.wrap(cipher.encrypt(NodeEncoder.encode(node))));
    }
    sendRaw(message.toByteArray());
  }

  /** One stanza in two messages. */
  void sendSplit(Node node) {
    byte[] frame = Frame.wrap(established().send().encrypt(NodeEncoder.encode(node)));
    sendRaw(java.util.Arrays.copyOf(frame, 5));
    sendRaw(java.util.Arrays.copyOfRange(frame, 5, frame.length));
  }

  private ClientHandshake.Finished established() {
    return java.util.Objects.requireNonNull(established, "no handshake yet");
  }

  /** The next stanza. */
  Node next() {
    Node node = NodeDecoder.decode(established().receive().decrypt(nextFrame()));
    seen.add(node.tag());
    return node;
  }

  /** The next stanza for which that is true; others are skipped. */
  Node next(Predicate<Node> wanted) {
    Node node = next();
    while (!wanted.test(node)) {
      node = next();
    }
    return node;
  }

  /** The answer to a request. */
  Node ask(Node iq) {
    send(iq);
    return next(node -> node.tag().equals("iq") && node.string("id").equals(iq.string("id")));
  }

  /** The code the server closes with; -1 if it just went away. Nothing else may come before. */
  int closeCode() {
    return switch (poll()) {
      case Arrival.Closed(int code) -> code;
      case Arrival.Message _ -> throw new AssertionError("a message instead of the close");
    };
  }

  /** Whether nothing has come so far. */
  boolean quiet() {
    return arrivals.isEmpty();
  }

  /** The payload of the next message, which must be exactly one frame. */
  byte[] nextFrame() {
    return switch (poll()) {
      case Arrival.Closed(int code) ->
          throw new AssertionError("closed with " + code + " after " + seen);
      case Arrival.Message(var bytes) -> {
        var assembler = new FrameAssembler(Frame.MAX);
        var frames = assembler.accept(bytes);
        if (frames.size() != 1 || assembler.buffered() != 0) {
          throw new AssertionError("a message that is not exactly one frame");
        }
        yield frames.getFirst();
      }
    };
  }

  private Arrival poll() {
    try {
      Arrival arrival = arrivals.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (arrival == null) {
        throw new AssertionError("nothing came after " + seen);
      }
      return arrival;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  @Override
  public void close() {
    socket.close();
  }
}
