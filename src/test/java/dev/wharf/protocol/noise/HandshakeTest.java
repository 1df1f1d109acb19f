package dev.wharf.protocol.noise;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.proto.ClientFinish;
import dev.wharf.protocol.proto.ClientHello;
import dev.wharf.protocol.proto.HandshakeMessage;
import dev.wharf.protocol.proto.ServerHello;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeTest {

  private static final Chains CHAINS = new Chains();
  private static final byte[] CHAIN = CHAINS.issued();
  private static final byte[] PAYLOAD = {1, 2, 3};
  private static final ByteString ZERO_KEY = ByteString.copyFrom(new byte[32]);

  private static final KeyPair CLIENT_EPHEMERAL = Chains.pair(0x11);
  private static final KeyPair CLIENT_STATIC = Chains.pair(0x22);
  private static final KeyPair SERVER_EPHEMERAL = Chains.pair(0x33);

  @Test
  void establishesALinkWithAnUnknownServer() {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());

    var finished = receive(await, reply.message());
    assertEquals(true, finished.hasFinish());
    assertArrayEquals(CHAINS.server.publicKey(), finished.chain().leaf().key());
    assertTalk(finished, awaitFinish(reply).receive(finished.finish()));
  }

  @Test
  void establishesALinkWithAKnownServerAtOnce() {
    var await = known(CHAINS.server);
    var done = assertInstanceOf(ServerHandshake.Reply.Done.class, accept(await.hello()));

    var finished = receive(await, done.message());
    assertEquals(false, finished.hasFinish());
    assertTalk(finished, done.established());
  }

  @Test
  void establishesALinkWithAServerThatHasANewKey() {
    var await = known(Chains.pair(0x55));
    var reply = accept(await.hello());

    var finished = receive(await, reply.message());
    assertEquals(true, finished.hasFinish());
    assertTalk(finished, awaitFinish(reply).receive(finished.finish()));
  }

  @Test
  void canBeTriedAgainFromTheSameStepAfterABadAnswer() {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());
    byte[] forged = serverHello(reply.message(), hello -> flip(hello));
    assertFault(Kind.FORGED, "serverHello.payload", () -> receive(await, forged));

    var finished = receive(await, reply.message());
    assertTalk(finished, awaitFinish(reply).receive(finished.finish()));
  }

  @Test
  void doesNotTakeAServerThatReplaysAnothersChain() {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var impostor =
        ServerHandshake.accept(await.hello(), SERVER_EPHEMERAL, Chains.pair(0x66), CHAIN);

    assertFault(Kind.UNTRUSTED, "certificate.leaf.key", () -> receive(await, impostor.message()));
  }

  @Test
  void checksTheChainOfAKnownServerToo() {
    var await = known(CHAINS.server);
    var reply = accept(await.hello());

    assertFault(
        Kind.FORGED,
        "certificate.intermediate.signature",
        () ->
            await.receive(
                reply.message(), PAYLOAD, TrustAnchor.WHATSAPP, Chains.NOW, Duration.ZERO));
  }

  @Test
  void refusesToStartWithAKnownServerOfAWeakKey() {
    assertFault(
        Kind.WEAK_KEY,
        "server.static",
        () ->
            ClientHandshake.startWithKnownServer(
                CLIENT_EPHEMERAL, CLIENT_STATIC, new byte[32], PAYLOAD));
  }

  static Stream<Arguments> serverHellos() {
    return Stream.of(
        arguments(
            "no ephemeral", Kind.MISSING, "serverHello.ephemeral", server(h -> h.clearEphemeral())),
        arguments("no static", Kind.MISSING, "serverHello.static", server(h -> h.clearStatic())),
        arguments("no payload", Kind.MISSING, "serverHello.payload", server(h -> h.clearPayload())),
        arguments(
            "short ephemeral",
            Kind.WEAK_KEY,
            "serverHello.ephemeral",
            server(h -> h.setEphemeral(ByteString.copyFrom(new byte[31])))),
        arguments(
            "all-zero ephemeral",
            Kind.WEAK_KEY,
            "serverHello.ephemeral",
            server(h -> h.setEphemeral(ZERO_KEY))),
        arguments(
            "another ephemeral",
            Kind.FORGED,
            "serverHello.static",
            server(h -> h.setEphemeral(ByteString.copyFrom(Chains.pair(9).publicKey())))),
        arguments(
            "empty static",
            Kind.FORGED,
            "serverHello.static",
            server(h -> h.setStatic(ByteString.EMPTY))),
        arguments(
            "plain static",
            Kind.FORGED,
            "serverHello.static",
            server(h -> h.setStatic(ByteString.copyFrom(CHAINS.server.publicKey())))),
        arguments(
            "short payload",
            Kind.FORGED,
            "serverHello.payload",
            server(h -> h.setPayload(ByteString.copyFrom(new byte[15])))),
        arguments("changed payload", Kind.FORGED, "serverHello.payload", server(h -> flip(h))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("serverHellos")
  void refusesAServerHelloWith(
      String what, Kind kind, String path, UnaryOperator<ServerHello.Builder> change) {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    byte[] changed = serverHello(accept(await.hello()).message(), change);

    assertFault(kind, path, () -> receive(await, changed));
  }

  static Stream<Arguments> staticKeys() {
    return Stream.of(
        arguments("an all-zero static key", new byte[32]),
        arguments("a short static key", new byte[31]),
        arguments("no static key", new byte[0]));
  }

  /** Sealed as it should be, but wrong inside. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("staticKeys")
  void refusesAServerWith(String what, byte[] serverStatic) {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var sealed =
        NoiseState.start(NoiseState.XX)
            .mixHash(CLIENT_EPHEMERAL.publicKey())
            .mixHash(SERVER_EPHEMERAL.publicKey())
            .mixSecret(SERVER_EPHEMERAL, CLIENT_EPHEMERAL.publicKey(), "x")
            .encrypt(serverStatic, "x");
    byte[] hello =
        serverHello(
            accept(await.hello()).message(),
            message -> message.setStatic(ByteString.copyFrom(sealed.bytes())));

    assertFault(Kind.WEAK_KEY, "serverHello.static", () -> receive(await, hello));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("staticKeys")
  void refusesAClientFinishWith(String what, byte[] clientStatic) {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());
    var sealed = stateAfterServerHello().encrypt(clientStatic, "x");
    byte[] finish =
        Messages.of(
            ClientFinish.newBuilder()
                .setStatic(ByteString.copyFrom(sealed.bytes()))
                .setPayload(ByteString.copyFrom(new byte[16])));

    assertFault(Kind.WEAK_KEY, "clientFinish.static", () -> awaitFinish(reply).receive(finish));
  }

  static Stream<Arguments> payloads() {
    return Stream.of(
        arguments("nothing", Kind.MISSING, "certificate.leaf", new byte[0]),
        arguments("no chain", Kind.MALFORMED, "certificate", new byte[] {1, 2, 3}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void refusesACertificatePayloadOf(String what, Kind kind, String path, byte[] chain) {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = ServerHandshake.accept(await.hello(), SERVER_EPHEMERAL, CHAINS.server, chain);

    assertFault(kind, path, () -> receive(await, reply.message()));
  }

  static Stream<Arguments> clientHellos() {
    return Stream.of(
        arguments(
            "no ephemeral", Kind.MISSING, "clientHello.ephemeral", client(h -> h.clearEphemeral())),
        arguments("no payload", Kind.MISSING, "clientHello.payload", client(h -> h.clearPayload())),
        arguments(
            "a long ephemeral",
            Kind.WEAK_KEY,
            "clientHello.ephemeral",
            client(h -> h.setEphemeral(ByteString.copyFrom(new byte[33])))),
        arguments(
            "an all-zero ephemeral",
            Kind.WEAK_KEY,
            "clientHello.ephemeral",
            client(h -> h.setEphemeral(ZERO_KEY))),
        arguments(
            "an all-zero ephemeral and nothing else",
            Kind.WEAK_KEY,
            "clientHello.ephemeral",
            client(h -> h.setEphemeral(ZERO_KEY).clearStatic().clearPayload())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clientHellos")
  void refusesAClientHelloWith(
      String what, Kind kind, String path, UnaryOperator<ClientHello.Builder> change)
      throws Exception {
    var hello = HandshakeMessage.parseFrom(known(CHAINS.server).hello()).getClientHello();
    byte[] changed = Messages.of(change.apply(hello.toBuilder()));

    assertFault(kind, path, () -> accept(changed));
  }

  @Test
  void refusesAKnownClientWithAnAllZeroStaticKey() throws Exception {
    var hello = HandshakeMessage.parseFrom(known(CHAINS.server).hello()).getClientHello();
    var sealed =
        NoiseState.start(NoiseState.IK)
            .mixHash(CHAINS.server.publicKey())
            .mixHash(CLIENT_EPHEMERAL.publicKey())
            .mixSecret(CLIENT_EPHEMERAL, CHAINS.server.publicKey(), "x")
            .encrypt(new byte[32], "x");
    byte[] changed = Messages.of(hello.toBuilder().setStatic(ByteString.copyFrom(sealed.bytes())));

    assertFault(Kind.WEAK_KEY, "clientHello.static", () -> accept(changed));
  }

  static Stream<Arguments> unreadableKnownHellos() {
    return Stream.of(
        arguments("a changed static", client(h -> h.setStatic(changed(h.getStatic())))),
        arguments("a short static", client(h -> h.setStatic(ByteString.copyFrom(new byte[3])))),
        arguments("a changed payload", client(h -> h.setPayload(changed(h.getPayload())))),
        arguments("an empty payload", client(h -> h.setPayload(ByteString.EMPTY))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadableKnownHellos")
  void fallsBackAfterAKnownHelloWith(String what, UnaryOperator<ClientHello.Builder> change)
      throws Exception {
    var await = known(CHAINS.server);
    var hello = HandshakeMessage.parseFrom(await.hello()).getClientHello();

    var reply = accept(Messages.of(change.apply(hello.toBuilder())));

    var finished = receive(await, reply.message());
    assertTalk(finished, awaitFinish(reply).receive(finished.finish()));
  }

  static Stream<Arguments> clientFinishes() {
    return Stream.of(
        arguments("no static", Kind.MISSING, "clientFinish.static", finish(f -> f.clearStatic())),
        arguments(
            "no payload", Kind.MISSING, "clientFinish.payload", finish(f -> f.clearPayload())),
        arguments(
            "a changed static",
            Kind.FORGED,
            "clientFinish.static",
            finish(f -> f.setStatic(changed(f.getStatic())))),
        arguments(
            "a changed payload",
            Kind.FORGED,
            "clientFinish.payload",
            finish(f -> f.setPayload(changed(f.getPayload())))),
        arguments(
            "an empty payload",
            Kind.FORGED,
            "clientFinish.payload",
            finish(f -> f.setPayload(ByteString.EMPTY))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clientFinishes")
  void refusesAFinishWith(
      String what, Kind kind, String path, UnaryOperator<ClientFinish.Builder> change)
      throws Exception {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());
    var finish =
        HandshakeMessage.parseFrom(receive(await, reply.message()).finish()).getClientFinish();
    byte[] changed = Messages.of(change.apply(finish.toBuilder()));

    assertFault(kind, path, () -> awaitFinish(reply).receive(changed));
  }

  @Test
  void refusesWhatIsNoHandshakeMessage() {
    byte[] garbage = {(byte) 0xFF, 1, 2};
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());

    assertFault(Kind.MALFORMED, "handshake", () -> accept(garbage));
    assertFault(Kind.MALFORMED, "handshake", () -> receive(await, garbage));
    assertFault(Kind.MALFORMED, "handshake", () -> awaitFinish(reply).receive(garbage));
  }

  @Test
  void refusesAMessageOutOfTurn() {
    var await = ClientHandshake.start(CLIENT_EPHEMERAL, CLIENT_STATIC);
    var reply = accept(await.hello());

    assertFault(Kind.MISSING, "clientHello", () -> accept(reply.message()));
    assertFault(Kind.MISSING, "serverHello", () -> receive(await, await.hello()));
    assertFault(Kind.MISSING, "clientFinish", () -> awaitFinish(reply).receive(await.hello()));
  }

  @Test
  void endsInALinkOrAFaultWhateverTheBytesAre() {
    var random = new Random(42);
    var await = known(CHAINS.server);
    byte[] reply = accept(await.hello()).message();
    for (int i = 0; i < 300; i++) {
      byte[] hello = await.hello().clone();
      hello[random.nextInt(hello.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] answer = reply.clone();
      answer[random.nextInt(answer.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        accept(hello);
        receive(await, answer);
      } catch (ProtocolFault fault) {
        assertEquals(false, fault.path().isEmpty());
      }
    }
  }

  @Test
  void neverPrintsAKey() {
    assertEquals("NoiseState[private]", NoiseState.start(NoiseState.XX).toString());
  }

  private static ClientHandshake.AwaitServer known(KeyPair server) {
    return ClientHandshake.startWithKnownServer(
        CLIENT_EPHEMERAL, CLIENT_STATIC, server.publicKey(), PAYLOAD);
  }

  private static ServerHandshake.Reply accept(byte[] hello) {
    return ServerHandshake.accept(hello, SERVER_EPHEMERAL, CHAINS.server, CHAIN);
  }

  private static ClientHandshake.Finished receive(
      ClientHandshake.AwaitServer await, byte[] serverHello) {
    return await.receive(serverHello, PAYLOAD, CHAINS.anchor, Chains.NOW, Duration.ZERO);
  }

  private static ServerHandshake.Reply.AwaitFinish awaitFinish(ServerHandshake.Reply reply) {
    return assertInstanceOf(ServerHandshake.Reply.AwaitFinish.class, reply);
  }

  private static NoiseState stateAfterServerHello() {
    return NoiseState.start(NoiseState.XX)
        .mixHash(CLIENT_EPHEMERAL.publicKey())
        .mixHash(SERVER_EPHEMERAL.publicKey())
        .mixSecret(SERVER_EPHEMERAL, CLIENT_EPHEMERAL.publicKey(), "x")
        .encrypt(CHAINS.server.publicKey(), "x")
        .next()
        .mixSecret(CHAINS.server, CLIENT_EPHEMERAL.publicKey(), "x")
        .encrypt(CHAIN, "x")
        .next();
  }

  private static void assertTalk(
      ClientHandshake.Finished client, ServerHandshake.Established server) {
    assertArrayEquals(CLIENT_STATIC.publicKey(), server.clientStatic());
    assertArrayEquals(PAYLOAD, server.clientPayload());
    for (byte i = 0; i < 3; i++) {
      byte[] plain = {i};
      assertArrayEquals(plain, server.receive().decrypt(client.send().encrypt(plain)));
      assertArrayEquals(plain, client.receive().decrypt(server.send().encrypt(plain)));
    }
  }

  private static byte[] serverHello(byte[] message, UnaryOperator<ServerHello.Builder> change) {
    try {
      var hello = HandshakeMessage.parseFrom(message).getServerHello();
      return Messages.of(change.apply(hello.toBuilder()));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerHello.Builder flip(ServerHello.Builder hello) {
    return hello.setPayload(changed(hello.getPayload()));
  }

  private static ByteString changed(ByteString bytes) {
    byte[] changed = bytes.toByteArray();
    changed[0] ^= 1;
    return ByteString.copyFrom(changed);
  }

  private static UnaryOperator<ServerHello.Builder> server(
      UnaryOperator<ServerHello.Builder> change) {
    return change;
  }

  private static UnaryOperator<ClientHello.Builder> client(
      UnaryOperator<ClientHello.Builder> change) {
    return change;
  }

  private static UnaryOperator<ClientFinish.Builder> finish(
      UnaryOperator<ClientFinish.Builder> change) {
    return change;
  }
}
