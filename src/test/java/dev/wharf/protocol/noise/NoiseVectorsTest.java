package dev.wharf.protocol.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.proto.HandshakeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both roles, bit for bit, against values that were not made by this code. */
class NoiseVectorsTest {

  private static final GoldenVectors GOLDEN = GoldenVectors.load("noise");
  private static final byte[] CERT = "CERT".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PAYLOAD = "PAYLOAD".getBytes(StandardCharsets.US_ASCII);

  private final KeyPair clientEphemeral = pair(0x11);
  private final KeyPair clientStatic = pair(0x22);
  private final KeyPair serverEphemeral = pair(0x33);
  private final KeyPair serverStatic = pair(0x44);

  @Test
  void derivesThePublicKeys() {
    assertGolden("ce.pub", clientEphemeral.publicKey());
    assertGolden("cs.pub", clientStatic.publicKey());
    assertGolden("se.pub", serverEphemeral.publicKey());
    assertGolden("ss.pub", serverStatic.publicKey());
  }

  @ParameterizedTest
  @CsvSource({
    "dh.ee, 11, se.pub", "dh.ee, 33, ce.pub", "dh.es, 11, ss.pub", "dh.es, 44, ce.pub",
    "dh.se, 22, se.pub", "dh.se, 33, cs.pub", "dh.ss, 22, ss.pub", "dh.ss, 44, cs.pub"
  })
  void agreesOnTheSameSecretFromBothSides(String secret, String privateByte, String publicKey) {
    byte[] privateKey = pair(Integer.parseInt(privateByte, 16)).privateKey();

    assertGolden(secret, Curve25519.agree(privateKey, GOLDEN.bytes(publicKey)));
  }

  @Test
  void goesThroughTheStatesOfXx() {
    var prologue = NoiseState.start(NoiseState.XX);
    assertGolden("xx.prologue.h", prologue.hash());
    var hello = prologue.mixHash(clientEphemeral.publicKey());
    assertGolden("xx.ce.pub.h", hello.hash());
    var mixed =
        hello
            .mixHash(serverEphemeral.publicKey())
            .mixSecret(serverEphemeral, clientEphemeral.publicKey(), "ee");
    assertGolden("xx.ee.ck", mixed.chain());
    assertGolden("xx.ee.k", mixed.key());
    var answered =
        mixed
            .encrypt(serverStatic.publicKey(), "s")
            .next()
            .mixSecret(serverStatic, clientEphemeral.publicKey(), "es")
            .encrypt(CERT, "cert")
            .next();
    assertGolden("xx.ServerHello.h", answered.hash());
  }

  @Test
  void hashesANameLongerThanAHash() {
    byte[] first = GOLDEN.bytes("xxfallback.initial.h");

    assertArrayEquals(first, NoiseState.start(NoiseState.XX_FALLBACK).chain());
  }

  @Test
  void speaksXx() throws Exception {
    var await = ClientHandshake.start(clientEphemeral, clientStatic);
    var reply = ServerHandshake.accept(await.hello(), serverEphemeral, serverStatic, CERT);

    finishes("xx", await, reply);
  }

  @Test
  void speaksIk() throws Exception {
    var await =
        ClientHandshake.startWithKnownServer(
            clientEphemeral, clientStatic, serverStatic.publicKey(), PAYLOAD);
    var hello = HandshakeMessage.parseFrom(await.hello()).getClientHello();
    assertGolden("ce.pub", hello.getEphemeral().toByteArray());
    assertGolden("ik.ClientHello.static", hello.getStatic().toByteArray());
    assertGolden("ik.ClientHello.payload", hello.getPayload().toByteArray());

    var reply = ServerHandshake.accept(await.hello(), serverEphemeral, serverStatic, CERT);
    var done = assertInstanceOf(ServerHandshake.Reply.Done.class, reply);
    var serverHello = HandshakeMessage.parseFrom(done.message()).getServerHello();
    assertEquals(false, serverHello.hasStatic());
    assertGolden("ik.ServerHello.payload", serverHello.getPayload().toByteArray());

    var opened = await.open(done.message(), PAYLOAD, this::certificate);
    assertEquals(0, opened.finish().length);
    carries("ik", opened, done.established());
  }

  @Test
  void fallsBackToXx() throws Exception {
    var await =
        ClientHandshake.startWithKnownServer(
            clientEphemeral, clientStatic, pair(0x55).publicKey(), PAYLOAD);
    var reply = ServerHandshake.accept(await.hello(), serverEphemeral, serverStatic, CERT);

    finishes("xxfallback", await, reply);
  }

  private void finishes(
      String pattern, ClientHandshake.AwaitServer await, ServerHandshake.Reply reply)
      throws Exception {
    var awaitFinish = assertInstanceOf(ServerHandshake.Reply.AwaitFinish.class, reply);
    var hello = HandshakeMessage.parseFrom(awaitFinish.message()).getServerHello();
    assertGolden("se.pub", hello.getEphemeral().toByteArray());
    assertGolden(pattern + ".ServerHello.static", hello.getStatic().toByteArray());
    assertGolden(pattern + ".ServerHello.payload", hello.getPayload().toByteArray());

    var opened = await.open(awaitFinish.message(), PAYLOAD, this::certificate);
    var finish = HandshakeMessage.parseFrom(opened.finish()).getClientFinish();
    assertGolden(pattern + ".ClientFinish.static", finish.getStatic().toByteArray());
    assertGolden(pattern + ".ClientFinish.payload", finish.getPayload().toByteArray());

    carries(pattern, opened, awaitFinish.receive(opened.finish()));
  }

  /** The ciphers of both ends have the golden keys, each for its direction. */
  private void carries(
      String pattern, ClientHandshake.Opened<byte[]> client, ServerHandshake.Established server) {
    assertArrayEquals(CERT, client.chain());
    assertArrayEquals(clientStatic.publicKey(), server.clientStatic());
    assertArrayEquals(PAYLOAD, server.clientPayload());
    byte[] plain = {0};
    byte[] toServer = new TransportCipher(GOLDEN.bytes(pattern + ".toServer")).encrypt(plain);
    byte[] toClient = new TransportCipher(GOLDEN.bytes(pattern + ".toClient")).encrypt(plain);
    if (pattern.equals("xx")) {
      assertGolden("xx.firstFrame", toServer);
    }
    assertArrayEquals(toServer, client.ciphers().toServer().encrypt(plain));
    assertArrayEquals(plain, server.receive().decrypt(toServer));
    assertArrayEquals(toClient, server.send().encrypt(plain));
    assertArrayEquals(plain, client.ciphers().toClient().decrypt(toClient));
  }

  private byte[] certificate(byte[] payload, byte[] claimedStatic) {
    assertArrayEquals(serverStatic.publicKey(), claimedStatic);
    return payload;
  }

  private static void assertGolden(String name, byte[] actual) {
    assertEquals(GOLDEN.text(name), HexFormat.of().formatHex(actual), name);
  }

  private static KeyPair pair(int fill) {
    byte[] privateKey = new byte[32];
    Arrays.fill(privateKey, (byte) fill);
    return KeyPair.ofPrivate(privateKey);
  }
}
