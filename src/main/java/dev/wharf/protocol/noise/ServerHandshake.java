package dev.wharf.protocol.noise;

import static dev.wharf.protocol.noise.Messages.bytes;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.ClientHello;
import dev.wharf.protocol.proto.ServerHello;
import org.jspecify.annotations.Nullable;

/**
 * The responder's side (connection.md 2.3, 2.6): {@code XX}; {@code IK} if the client knows our
 * static key; {@code XXfallback} if it knows another one.
 */
public final class ServerHandshake {

  private ServerHandshake() {}

  /** The answer to the first message. */
  public sealed interface Reply {

    /** The serialized message to send, framed. */
    byte[] message();

    /** {@code IK} was accepted: the link is established. */
    record Done(byte[] message, Established established) implements Reply {}

    /** {@code XX} or {@code XXfallback}: the client's last message is awaited. */
    final class AwaitFinish implements Reply {

      private final byte[] message;
      private final NoiseState state;
      private final KeyPair ephemeral;

      private AwaitFinish(byte[] message, NoiseState state, KeyPair ephemeral) {
        this.message = message;
        this.state = state;
        this.ephemeral = ephemeral;
      }

      @Override
      public byte[] message() {
        return message;
      }

      /**
       * @throws ProtocolFault {@code FORGED}, {@code WEAK_KEY}, {@code MISSING} or {@code
       *     MALFORMED}
       */
      public Established receive(byte[] clientFinish) {
        var finish = Messages.clientFinish(clientFinish);
        var theirs = state.decrypt(finish.getStatic().toByteArray(), "clientFinish.static");
        var payload =
            theirs
                .next()
                .mixSecret(ephemeral, theirs.bytes(), "clientFinish.static")
                .decrypt(finish.getPayload().toByteArray(), "clientFinish.payload");
        return Established.of(theirs.bytes(), payload.bytes(), payload.next());
      }
    }
  }

  /** What the client said of itself, and the ciphers of the link. */
  public record Established(
      byte[] clientStatic, byte[] clientPayload, TransportCipher send, TransportCipher receive) {

    private static Established of(byte[] clientStatic, byte[] payload, NoiseState last) {
      var ciphers = last.split();
      return new Established(clientStatic, payload, ciphers.toClient(), ciphers.toServer());
    }
  }

  /**
   * Answers the client's first message.
   *
   * @param ephemeral a new pair, for this handshake only
   * @param certificateChain serialized, its leaf key that of {@code serverStatic}
   * @throws ProtocolFault {@code WEAK_KEY}, {@code MISSING} or {@code MALFORMED}
   */
  public static Reply accept(
      byte[] clientHello, KeyPair ephemeral, KeyPair serverStatic, byte[] certificateChain) {
    var hello = Messages.clientHello(clientHello);
    if (!hello.hasStatic()) {
      return unknown(NoiseState.XX, hello, ephemeral, serverStatic, certificateChain);
    }
    Messages.require(hello.hasPayload(), "clientHello.payload");
    var opened = openKnown(hello, serverStatic);
    return opened == null
        ? unknown(NoiseState.XX_FALLBACK, hello, ephemeral, serverStatic, certificateChain)
        : known(opened, hello, ephemeral, certificateChain);
  }

  private static Reply unknown(
      String pattern, ClientHello hello, KeyPair ephemeral, KeyPair serverStatic, byte[] chain) {
    byte[] theirs = hello.getEphemeral().toByteArray();
    var sealedKey =
        NoiseState.start(pattern)
            .mixHash(theirs)
            .mixHash(ephemeral.publicKey())
            .mixSecret(ephemeral, theirs, "clientHello.ephemeral")
            .encrypt(serverStatic.publicKey(), "serverHello.static");
    var sealedChain =
        sealedKey
            .next()
            .mixSecret(serverStatic, theirs, "clientHello.ephemeral")
            .encrypt(chain, "serverHello.payload");
    byte[] message =
        Messages.of(
            ServerHello.newBuilder()
                .setEphemeral(bytes(ephemeral.publicKey()))
                .setStatic(bytes(sealedKey.bytes()))
                .setPayload(bytes(sealedChain.bytes())));
    return new Reply.AwaitFinish(message, sealedChain.next(), ephemeral);
  }

  private record Opened(byte[] clientStatic, byte[] clientPayload, NoiseState state) {}

  /** Reads an {@code IK} hello; null if it was made for another static key than ours. */
  private static @Nullable Opened openKnown(ClientHello hello, KeyPair serverStatic) {
    byte[] theirs = hello.getEphemeral().toByteArray();
    var start =
        NoiseState.start(NoiseState.IK)
            .mixHash(serverStatic.publicKey())
            .mixHash(theirs)
            .mixSecret(serverStatic, theirs, "clientHello.ephemeral");
    try {
      var client = start.decrypt(hello.getStatic().toByteArray(), "clientHello.static");
      var payload =
          client
              .next()
              .mixSecret(serverStatic, client.bytes(), "clientHello.static")
              .decrypt(hello.getPayload().toByteArray(), "clientHello.payload");
      return new Opened(client.bytes(), payload.bytes(), payload.next());
    } catch (ProtocolFault fault) {
      if (fault.kind() == ProtocolFault.Kind.FORGED) {
        return null;
      }
      throw fault;
    }
  }

  private static Reply known(
      Opened opened, ClientHello hello, KeyPair ephemeral, byte[] certificateChain) {
    var sealedChain =
        opened
            .state()
            .mixHash(ephemeral.publicKey())
            .mixSecret(ephemeral, hello.getEphemeral().toByteArray(), "clientHello.ephemeral")
            .mixSecret(ephemeral, opened.clientStatic(), "clientHello.static")
            .encrypt(certificateChain, "serverHello.payload");
    byte[] message =
        Messages.of(
            ServerHello.newBuilder()
                .setEphemeral(bytes(ephemeral.publicKey()))
                .setPayload(bytes(sealedChain.bytes())));
    return new Reply.Done(
        message, Established.of(opened.clientStatic(), opened.clientPayload(), sealedChain.next()));
  }
}
