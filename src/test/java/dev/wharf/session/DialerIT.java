package dev.wharf.session;

import static dev.wharf.session.ScriptedServer.accepted;
import static dev.wharf.session.ScriptedServer.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dial says of servers that are sound, and of those that are not. */
class DialerIT {

  private static final long PATIENCE_SECONDS = 10;

  @TempDir static Path folder;

  private static Vertx vertx;
  private static Sandbox sandbox;
  private static Path trusted;

  /** Keeps what it is told, and that it is told on the context it dialled from. */
  private static final class Witness implements Dial.Caller, Wire.Listener {
    final List<String> steps = new CopyOnWriteArrayList<>();
    final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    final Context context = vertx.getOrCreateContext();
    volatile boolean astray;

    @Override
    public void reached(String step) {
      tell(step, steps::add);
    }

    @Override
    public void connected(Wire wire) {
      wire.listen(this);
      tell(wire, told::add);
    }

    @Override
    public void notConnected(DialFault fault) {
      tell(fault, told::add);
    }

    @Override
    public void message(byte[] message) {
      tell(message, told::add);
    }

    @Override
    public void ended(Wire.End end) {
      tell(end, told::add);
    }

    private <T> void tell(T what, Consumer<T> keep) {
      astray |= Vertx.currentContext() != context;
      keep.accept(what);
    }

    <T> T next(Class<T> type) throws InterruptedException {
      Object what = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(what, "nothing was told, steps: " + steps);
      assertFalse(astray, "told on another context");
      assertTrue(type.isInstance(what), () -> "told " + what);
      return type.cast(what);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    vertx = Vertx.vertx();
    sandbox =
        on(Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom()));
    trusted = folder.resolve("sandbox.pem");
    Files.writeString(trusted, sandbox.tlsCertificatePem());
  }

  @AfterAll
  static void stop() {
    on(vertx.close());
  }

  @Test
  void dialsAPlainServerInTwoSteps() throws Exception {
    var witness = dial(sandbox.webSocketUrl(), Map.of());
    var wire = witness.next(Wire.class);
    assertEquals(List.of("dial", "upgrade"), witness.steps);
    on(close(witness, wire));
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void dialsASecureServerInThreeSteps(TlsEngine engine) throws Exception {
    var witness = dial(sandbox.secureWebSocketUrl(), trusting(engine));
    var wire = witness.next(Wire.class);
    assertEquals(List.of("dial", "tls", "upgrade"), witness.steps);
    on(close(witness, wire));
    assertTrue(witness.told.isEmpty(), "after its close a wire tells nothing");
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void refusesACertificateThatNobodyVouchesFor(TlsEngine engine) throws Exception {
    var witness = dial(sandbox.secureWebSocketUrl(), Map.of("tls", word(engine)));
    failed(witness, DialFault.Step.TLS, "certificate_refused");
    assertEquals(List.of("dial"), witness.steps);
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void refusesACertificateOfAnotherHost(TlsEngine engine) throws Exception {
    try (var relay = new Relay(sandbox.tlsPort())) {
      var witness = dial("wss://127.0.0.2:" + relay.port() + "/ws/chat", trusting(engine));
      failed(witness, DialFault.Step.TLS, "certificate_refused");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void saysThatTlsFailedWhereThereIsNone(TlsEngine engine) throws Exception {
    var url = sandbox.webSocketUrl().replace("ws://", "wss://");
    failed(dial(url, trusting(engine)), DialFault.Step.TLS, "tls_failed");
  }

  @Test
  void saysThatThePortIsRefused() throws Exception {
    int port;
    try (var taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }
    failed(dial("ws://127.0.0.1:" + port + "/ws", Map.of()), DialFault.Step.DIAL, "refused");
  }

  @Test
  void saysThatTheHostIsUnknown() throws Exception {
    var witness = dial("ws://no-such-host.invalid/ws", Map.of());
    failed(witness, DialFault.Step.DIAL, "unknown_host");
  }

  @Test
  void givesUpAServerThatDoesNotAnswer() throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> {});
    var witness = dial(url(server), Map.of("connect-timeout", "PT0.3S"));
    failed(witness, DialFault.Step.UPGRADE, "timeout");
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void givesUpAServerThatDoesNotShakeHands(TlsEngine engine) throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> {});
    var config = new HashMap<>(trusting(engine));
    config.put("connect-timeout", "PT0.3S");
    var witness = dial(url(server).replace("ws://", "wss://"), config);
    failed(witness, DialFault.Step.TLS, "timeout");
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @CsvSource({
    "403, http_403",
    "503, http_503",
    "200, http_200",
    "429, http_429",
  })
  void namesTheStatusThatComesInsteadOfAnUpgrade(int status, String outcome) throws Exception {
    // The body is announced and never sent.
    var answer = "HTTP/1.1 " + status + " No\r\nContent-Length: 100000\r\n\r\n";
    var server = new ScriptedServer(vertx, (client, key) -> client.write(answer));
    failed(dial(url(server), Map.of()), DialFault.Step.UPGRADE, outcome);
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong key | HTTP/1.1 101 S~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Accept: no~~",
        "no key | HTTP/1.1 101 S~Upgrade: websocket~Connection: Upgrade~~",
        "no upgrade | HTTP/1.1 101 S~Connection: Upgrade~Sec-WebSocket-Accept: x~~",
        "not HTTP | SSH-2.0-OpenSSH_9.2p1~~",
      })
  void refusesAnAnswerThatIsNoUpgrade(String what, String answer) throws Exception {
    var server =
        new ScriptedServer(vertx, (client, key) -> client.write(answer.replace("~", "\r\n")));
    failed(dial(url(server), Map.of()), DialFault.Step.UPGRADE, "upgrade_failed");
  }

  @Test
  void saysThatTheServerHungUpInsteadOfAnswering() throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> client.close());
    failed(dial(url(server), Map.of()), DialFault.Step.UPGRADE, "closed");
  }

  @Test
  void asksForPathAndQueryWithTheOriginOfTheRealClients() throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> client.write(accepted(key)));
    var witness = dial(url(server) + "?ED=CAU", Map.of());
    witness.next(Wire.class);
    var request = server.requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue(request.startsWith("GET /ws?ED=CAU HTTP/1.1\r\n"), request);
    var lines = request.toLowerCase(java.util.Locale.ROOT).lines().toList();
    assertTrue(lines.contains("origin: https://web.whatsapp.com"), request);
    assertTrue(lines.contains("host: 127.0.0.1:" + server.port()), request);
    assertFalse(request.contains("Sec-WebSocket-Extensions"), request);
  }

  @Test
  void readsWhatComesInOneSegmentWithTheAnswer() throws Exception {
    var witness = served((client, key) -> client.write(accepted(key).appendBuffer(binary("a"))));
    assertEquals("a", text(witness.next(byte[].class)));
  }

  @Test
  void joinsFragmentsAndAnswersThePingBetweenThem() throws Exception {
    var server =
        new ScriptedServer(
            vertx,
            (client, key) ->
                client.write(
                    accepted(key)
                        .appendBuffer(frame(ScriptedServer.BINARY, false, bytes("he")))
                        .appendBuffer(frame(ScriptedServer.PING, true, bytes("?")))
                        .appendBuffer(frame(ScriptedServer.CONTINUATION, false, bytes("l")))
                        .appendBuffer(frame(ScriptedServer.CONTINUATION, true, bytes("lo")))));
    var witness = dial(url(server), Map.of());
    witness.next(Wire.class);
    assertEquals("hello", text(witness.next(byte[].class)));
    var pong = server.nextFrame();
    assertEquals(ScriptedServer.PONG, pong.opcode());
    assertEquals("?", text(pong.payload()));
  }

  @Test
  void passesTextOver() throws Exception {
    var witness =
        served(
            (client, key) ->
                client.write(
                    accepted(key)
                        .appendBuffer(frame(ScriptedServer.TEXT, true, bytes("text")))
                        .appendBuffer(binary("b"))));
    assertEquals("b", text(witness.next(byte[].class)));
  }

  @Test
  void takesAMessageOfFiveMegabytes() throws Exception {
    byte[] large = new byte[5 << 20];
    new SecureRandom().nextBytes(large);
    var witness =
        served(
            (client, key) ->
                client.write(
                    accepted(key).appendBuffer(frame(ScriptedServer.BINARY, true, large))));
    assertArrayEquals(large, witness.next(byte[].class));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void refusesAMessageThatIsTooLong(boolean fragmented) throws Exception {
    byte[] half = new byte[9 << 20];
    var witness =
        served(
            (client, key) -> {
              client.write(accepted(key));
              if (fragmented) {
                client.write(frame(ScriptedServer.BINARY, false, half));
                client.write(frame(ScriptedServer.CONTINUATION, true, half));
              } else {
                // 18 MiB are announced.
                client.write(Buffer.buffer(new byte[] {(byte) 0x82, 127}).appendLong(18L << 20));
              }
            });
    assertFalse(witness.next(Wire.End.class).orderly());
  }

  @ParameterizedTest
  @CsvSource({
    "reserved opcode, 8300",
    "masked, 8281000000000a",
    "reserved bits, f200",
    "fragmented ping, 0900",
    "continuation of nothing, 8000",
  })
  void endsAWireThatBreaksTheProtocol(String what, String hex) throws Exception {
    var witness =
        served(
            (client, key) ->
                client.write(accepted(key).appendBytes(java.util.HexFormat.of().parseHex(hex))));
    assertFalse(witness.next(Wire.End.class).orderly());
  }

  @Test
  void echoesTheCloseOfTheServerAndTellsItsCode() throws Exception {
    var server =
        new ScriptedServer(
            vertx,
            (client, key) ->
                client.write(
                    accepted(key)
                        .appendBuffer(
                            frame(ScriptedServer.CLOSE, true, new byte[] {0x03, (byte) 0xE9}))));
    var witness = dial(url(server), Map.of());
    witness.next(Wire.class);
    var end = witness.next(Wire.End.class);
    assertTrue(end.orderly());
    assertTrue(end.detail().contains("1001"), end.detail());
    var echo = server.nextFrame();
    assertEquals(ScriptedServer.CLOSE, echo.opcode());
    assertArrayEquals(new byte[] {0x03, (byte) 0xE9}, echo.payload());
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void tellsOnceThatItWasCutWithinAFrame() throws Exception {
    var witness =
        served(
            (client, key) -> {
              client.write(
                  accepted(key)
                      .appendBuffer(binary("a"))
                      .appendBytes(new byte[] {(byte) 0x82, 100, 1, 2}));
              client.close();
            });
    assertEquals("a", text(witness.next(byte[].class)));
    var end = witness.next(Wire.End.class);
    assertTrue(end.detail().contains("without a word"), end.detail());
    assertNull(witness.told.poll(50, TimeUnit.MILLISECONDS));
  }

  @Test
  void closesInOrderAndSendsNothingAfterwards() throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> client.write(accepted(key)));
    var witness = dial(url(server), Map.of());
    var wire = witness.next(Wire.class);
    var gone =
        on(
            witness,
            () -> {
              wire.send(bytes("last words"));
              var closing = wire.close();
              wire.send(bytes("too late"));
              return closing;
            });
    assertEquals("last words", text(server.nextFrame().payload()));
    var close = server.nextFrame();
    assertEquals(ScriptedServer.CLOSE, close.opcode());
    assertArrayEquals(new byte[] {0x03, (byte) 0xE8}, close.payload());
    // This server never answers a close: the wire hangs up by itself.
    on(gone);
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertTrue(server.frames.isEmpty());
    assertTrue(witness.told.isEmpty());
    on(witness, () -> wire.close());
  }

  @Test
  void hangsUpOnAServerThatClosesAndReadsNothing() throws Exception {
    var clients = new LinkedBlockingQueue<NetSocket>();
    var server =
        new ScriptedServer(
            vertx,
            (client, key) -> {
              client.pause();
              client.write(accepted(key));
              clients.add(client);
            });
    var witness = dial(url(server), Map.of());
    var wire = witness.next(Wire.class);
    witness.context.runOnContext(v -> wire.send(new byte[16 << 20]));
    clients.take().write(frame(ScriptedServer.CLOSE, true, new byte[] {0x03, (byte) 0xE8}));
    assertTrue(witness.next(Wire.End.class).orderly());
  }

  @Test
  void tellsNothingOfADialThatIsGivenUp() throws Exception {
    var server = new ScriptedServer(vertx, (client, key) -> {});
    var dialer = dialer(url(server), Map.of());
    var witness = new Witness();
    Dial dial = on(run(witness, () -> dialer.dial(witness)));
    assertNotNull(server.requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    on(on(witness, dial::hangUp));
    assertNotNull(server.closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertTrue(witness.told.isEmpty());
  }

  private static void failed(Witness witness, DialFault.Step step, String outcome)
      throws InterruptedException {
    var fault = witness.next(DialFault.class);
    assertEquals(step + " " + outcome, fault.step() + " " + fault.outcome(), fault::detail);
    assertNull(witness.told.poll(20, TimeUnit.MILLISECONDS), "told once");
  }

  /** Has dialled a server that does what the script says. */
  private static Witness served(BiConsumer<NetSocket, String> script) throws InterruptedException {
    var witness = dial(url(new ScriptedServer(vertx, script)), Map.of());
    witness.next(Wire.class);
    return witness;
  }

  private static Witness dial(String url, Map<String, String> config) {
    var dialer = dialer(url, config);
    var witness = new Witness();
    witness.context.runOnContext(v -> dialer.dial(witness));
    return witness;
  }

  private static Dialer dialer(String url, Map<String, String> config) {
    var values = new HashMap<String, String>();
    config.forEach((key, value) -> values.put("wharf.whatsapp." + key, value));
    values.put("wharf.whatsapp.url", url);
    return new Dialer(
        vertx,
        new SmallRyeConfigBuilder()
            .withMapping(SessionConfig.class)
            .withDefaultValues(values)
            .build()
            .getConfigMapping(SessionConfig.class));
  }

  private static Map<String, String> trusting(TlsEngine engine) {
    return Map.of("tls", word(engine), "tls-ca", trusted.toString());
  }

  private static String word(TlsEngine engine) {
    return engine.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String url(ScriptedServer server) {
    return "ws://127.0.0.1:" + server.port() + "/ws";
  }

  private static Buffer binary(String text) {
    return frame(ScriptedServer.BINARY, true, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Future<Void> close(Witness witness, Wire wire) {
    return on(witness, wire::close);
  }

  private static <T> T on(Witness witness, java.util.function.Supplier<T> work) {
    return on(run(witness, work));
  }

  private static <T> Future<T> run(Witness witness, java.util.function.Supplier<T> work) {
    var done = io.vertx.core.Promise.<T>promise();
    witness.context.runOnContext(v -> done.complete(work.get()));
    return done.future();
  }

  static <T> T on(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The sandbox's port, at an address that its certificate does not name. */
  private static final class Relay implements AutoCloseable {
    private final io.vertx.core.net.NetServer server;

    Relay(int target) {
      var client = vertx.createNetClient();
      server =
          vertx
              .createNetServer()
              .connectHandler(
                  near -> {
                    near.pause();
                    near.exceptionHandler(failure -> {});
                    client
                        .connect(target, "127.0.0.1")
                        .onSuccess(
                            far -> {
                              far.exceptionHandler(failure -> {});
                              near.pipeTo(far);
                              far.pipeTo(near);
                            });
                  });
      on(server.listen(0, "127.0.0.2"));
    }

    int port() {
      return server.actualPort();
    }

    @Override
    public void close() {
      on(server.close());
    }
  }
}
