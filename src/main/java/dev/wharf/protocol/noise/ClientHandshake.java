package dev.wharf.protocol.noise;

import static dev.wharf.protocol.noise.Messages.bytes;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.ClientFinish;
import dev.wharf.protocol.proto.ClientHello;
import dev.wharf.protocol.proto.ServerHello;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The initiator's side (connection.md 2.3, 2.6): {@code XX} when the server's static key is not
 * known, {@code IK} when it is, {@code XXfallback} when the server has a new one. Never takes a
 * server whose certificate chain does not hold.
 */
public final class ClientHandshake {

  private static final byte[] NOTHING = {};

  private ClientHandshake() {}

  /**
   * Begins {@code XX}.
   *
   * @param ephemeral a new pair, for this handshake only
   * @param noiseKey our static pair, which the server knows the device by
   */
  public static AwaitServer start(KeyPair ephemeral, KeyPair noiseKey) {
    byte[] hello = Messages.of(ClientHello.newBuilder().setEphemeral(bytes(ephemeral.publicKey())));
    var state = NoiseState.start(NoiseState.XX).mixHash(ephemeral.publicKey());
    return new AwaitServer(hello, state, null, ephemeral, noiseKey);
  }

  /**
   * Begins {@code IK}, which saves a round trip.
   *
   * @param serverStatic the leaf key of a chain verified earlier and still valid
   * @param clientPayload sent with the first message already
   */
  public static AwaitServer startWithKnownServer(
      KeyPair ephemeral, KeyPair noiseKey, byte[] serverStatic, byte[] clientPayload) {
    var start =
        NoiseState.start(NoiseState.IK)
            .mixHash(serverStatic)
            .mixHash(ephemeral.publicKey())
            .mixSecret(ephemeral, serverStatic, "server.static");
    var sealedKey = start.encrypt(noiseKey.publicKey(), "clientHello.static");
    var sealedPayload =
        sealedKey
            .next()
            .mixSecret(noiseKey, serverStatic, "server.static")
            .encrypt(clientPayload, "clientHello.payload");
    byte[] hello =
        Messages.of(
            ClientHello.newBuilder()
                .setEphemeral(bytes(ephemeral.publicKey()))
                .setStatic(bytes(sealedKey.bytes()))
                .setPayload(bytes(sealedPayload.bytes())));
    // What a fallback continues: only the ephemeral key is part of it (connection.md 2.6).
    var fallback = NoiseState.start(NoiseState.XX_FALLBACK).mixHash(ephemeral.publicKey());
    var known = new KnownServer(sealedPayload.next(), serverStatic);
    return new AwaitServer(hello, fallback, known, ephemeral, noiseKey);
  }

  /** The ciphers of the established link, and what the server proved itself with. */
  public record Finished(
      byte[] finish, TransportCipher send, TransportCipher receive, CertificateChain chain) {

    /** Whether {@link #finish} has to be sent; {@code IK} has no third message. */
    public boolean hasFinish() {
      return finish.length > 0;
    }
  }

  /** Looks at the certificate payload, given the static key that the server used. */
  interface ChainCheck<C> {
    C check(byte[] certificatePayload, byte[] serverStatic);
  }

  /** What a step gives before anybody looked at the chain's meaning. */
  record Opened<C>(byte[] finish, NoiseState.Ciphers ciphers, C chain) {}

  private record KnownServer(NoiseState state, byte[] serverStatic) {}

  /** The first message is on its way, the server's answer is awaited. */
  public static final class AwaitServer {

    private final byte[] hello;
    private final NoiseState state;
    private final @Nullable KnownServer known;
    private final KeyPair ephemeral;
    private final KeyPair noiseKey;

    private AwaitServer(
        byte[] hello,
        NoiseState state,
        @Nullable KnownServer known,
        KeyPair ephemeral,
        KeyPair noiseKey) {
      this.hello = hello;
      this.state = state;
      this.known = known;
      this.ephemeral = ephemeral;
      this.noiseKey = noiseKey;
    }

    /** The serialized message to send, behind the intro and framed. */
    public byte[] hello() {
      return hello;
    }

    /**
     * Takes the server's answer. May be called again with another answer: nothing here changes.
     *
     * @param clientPayload to send in the finish; not used if the server accepted {@code IK}, where
     *     it was sent at the start
     * @param skew how far our clock may be off
     * @throws ProtocolFault {@code FORGED}, {@code UNTRUSTED}, {@code WEAK_KEY}, {@code MISSING} or
     *     {@code MALFORMED}; then this server is not to be talked to
     */
    public Finished receive(
        byte[] serverHello, byte[] clientPayload, TrustAnchor anchor, Instant now, Duration skew) {
      return receive(serverHello, clientPayload, new GenuineChains(anchor), now, skew);
    }

    /** As above, for many links to the same servers. */
    public Finished receive(
        byte[] serverHello,
        byte[] clientPayload,
        GenuineChains chains,
        Instant now,
        Duration skew) {
      var opened =
          open(
              serverHello,
              clientPayload,
              (payload, serverStatic) -> chains.require(payload, serverStatic, now, skew));
      var ciphers = opened.ciphers();
      return new Finished(opened.finish(), ciphers.toServer(), ciphers.toClient(), opened.chain());
    }

    /** {@link #receive} with the check of the chain left to the caller, for golden vectors. */
    <C> Opened<C> open(byte[] serverHello, byte[] clientPayload, ChainCheck<C> check) {
      var message = Messages.serverHello(serverHello);
      if (message.hasStatic()) {
        return openUnknown(message, clientPayload, check);
      }
      if (known == null) {
        throw new ProtocolFault(ProtocolFault.Kind.MISSING, "serverHello.static", "is not there");
      }
      return openKnown(known, message, check);
    }

    private <C> Opened<C> openUnknown(
        ServerHello message, byte[] clientPayload, ChainCheck<C> check) {
      byte[] theirs = message.getEphemeral().toByteArray();
      var serverStatic =
          state
              .mixHash(theirs)
              .mixSecret(ephemeral, theirs, "serverHello.ephemeral")
              .decrypt(message.getStatic().toByteArray(), "serverHello.static");
      var certificate =
          serverStatic
              .next()
              .mixSecret(ephemeral, serverStatic.bytes(), "serverHello.static")
              .decrypt(message.getPayload().toByteArray(), "serverHello.payload");
      C chain = check.check(certificate.bytes(), serverStatic.bytes());
      var sealedKey = certificate.next().encrypt(noiseKey.publicKey(), "clientFinish.static");
      var sealedPayload =
          sealedKey
              .next()
              .mixSecret(noiseKey, theirs, "serverHello.ephemeral")
              .encrypt(clientPayload, "clientFinish.payload");
      byte[] finish =
          Messages.of(
              ClientFinish.newBuilder()
                  .setStatic(bytes(sealedKey.bytes()))
                  .setPayload(bytes(sealedPayload.bytes())));
      return new Opened<>(finish, sealedPayload.next().split(), chain);
    }

    private <C> Opened<C> openKnown(KnownServer server, ServerHello message, ChainCheck<C> check) {
      byte[] theirs = message.getEphemeral().toByteArray();
      var certificate =
          server
              .state()
              .mixHash(theirs)
              .mixSecret(ephemeral, theirs, "serverHello.ephemeral")
              .mixSecret(noiseKey, theirs, "serverHello.ephemeral")
              .decrypt(message.getPayload().toByteArray(), "serverHello.payload");
      C chain = check.check(certificate.bytes(), server.serverStatic());
      return new Opened<>(NOTHING, certificate.next().split(), chain);
    }
  }
}
