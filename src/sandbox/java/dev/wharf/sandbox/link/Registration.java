package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Companion;
import dev.wharf.sandbox.account.QrText;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.fault.Moment;
import dev.wharf.sandbox.iq.Iq;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A client that wants to become a companion: it shows QR codes or asks for a pairing code. */
public final class Registration implements Peer {

  private static final System.Logger LOG = System.getLogger(Registration.class.getName());
  private static final Duration SIGN = Duration.ofSeconds(60);

  private final World world;
  private final Connection connection;
  private final byte[] noiseKey;
  private final CodePairing codePairing;
  private Phase phase = new Phase.Starting();
  private String pushName = "";

  /** How far the pairing has come. */
  private sealed interface Phase {
    record Starting() implements Phase {}

    record Waiting(Companion companion, QrRefs refs) implements Phase {}

    record Offered(Companion companion, Offer offer, Loop.Timer deadline) implements Phase {}

    record Ended() implements Phase {}
  }

  Registration(World world, Connection connection, byte[] noiseKey) {
    this.world = world;
    this.connection = connection;
    this.noiseKey = noiseKey;
    this.codePairing = new CodePairing(world, connection, this);
  }

  void start(ClientPayload payload) {
    Companion companion;
    try {
      companion = Companion.read(noiseKey, payload.getDevicePairingData());
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "connection={0} registration refused cause={1}",
          connection.number(),
          e.getMessage());
      connection.finish(Stanzas.failure("400"));
      return;
    }
    pushName = payload.getPushName();
    if (connection.strike(Moment.REGISTRATION)) {
      return;
    }
    var refs = new QrRefs(world, connection, this);
    phase = new Phase.Waiting(companion, refs);
    connection.send(Stanzas.set(connection.nextId(), world.now(), refs.pairDevice()));
    connection.strike(Moment.QR);
  }

  /**
   * The phone has scanned a code that this client shows.
   *
   * @param phone whose phone it is; empty lets the push name choose
   */
  public PairingOutcome scan(QrText qr, Optional<String> phone) {
    world.loop().check();
    if (!(phase instanceof Phase.Waiting(var companion, var refs))) {
      return new PairingOutcome.Refused(PairingOutcome.Why.BUSY);
    }
    if (!refs.live(qr.ref())) {
      return new PairingOutcome.Refused(PairingOutcome.Why.EXPIRED);
    }
    if (!Arrays.equals(qr.noiseKey(), companion.noiseKey())
        || !Arrays.equals(qr.identity(), companion.identity())) {
      return new PairingOutcome.Refused(PairingOutcome.Why.WRONG_KEYS);
    }
    Account account =
        phone
            .map(world.accounts()::forPhone)
            .orElseGet(() -> world.accounts().forPushName(pushName));
    return offer(account, qr.advSecret());
  }

  /** Signs the client into an account and tells it so. */
  PairingOutcome offer(Account account, byte[] advSecret) {
    if (!(phase instanceof Phase.Waiting(var companion, var refs))) {
      return new PairingOutcome.Refused(PairingOutcome.Why.BUSY);
    }
    connection.script().identify(account.phone());
    if (connection.script().find(Fault.PasskeyGate.class).isPresent()) {
      return new PairingOutcome.Refused(PairingOutcome.Why.PASSKEY);
    }
    Optional<Integer> device = account.reserve(world.config().companions());
    if (device.isEmpty()) {
      return new PairingOutcome.Refused(PairingOutcome.Why.TOO_MANY_DEVICES);
    }
    refs.withdraw();
    var offer = Offer.make(world, connection, account, device.get(), companion);
    phase =
        new Phase.Offered(
            companion, offer, world.loop().after(SIGN, () -> drop("pair-device-sign is late")));
    connection.send(
        Stanzas.set(offer.iqId(), world.now(), offer.pairSuccess(advSecret, world.random())));
    return new PairingOutcome.Linked(account.phone(), account.lid(), device.get());
  }

  @Override
  public void receive(Node node) {
    if (!node.tag().equals("iq")) {
      return;
    }
    Optional<Iq> request = Iq.of(node);
    if (request.isPresent()) {
      answer(request.get());
    } else if (phase instanceof Phase.Offered(var companion, var offer, var deadline)
        && node.string("id").equals(Optional.of(offer.iqId()))) {
      deadline.cancel();
      if (node.string("type").equals(Optional.of("result"))) {
        signed(node, companion, offer);
      } else {
        drop("the companion refused pair-success");
      }
    }
  }

  private void answer(Iq iq) {
    if (connection.spoilt(iq)) {
      return;
    }
    try {
      switch (iq.about()) {
        case "link_code_companion_reg" -> codePairing.receive(iq);
        case "ref" ->
            connection.send(Stanzas.result(iq.id(), Node.of("ref").text(QrRefs.text(world))));
        case "ping" -> connection.send(Login.pong(iq, world));
        default ->
            connection.send(
                iq.xmlns().equals("w:p") ? Login.pong(iq, world) : Stanzas.result(iq.id()));
      }
    } catch (ProtocolFault fault) {
      connection.send(Stanzas.error(iq.id(), 400, "bad-request"));
    }
  }

  private void signed(Node result, Companion companion, Offer offer) {
    try {
      Node identity = NodeReader.requiredChild(result, "pair-device-sign", "device-identity");
      var device =
          offer.accept(
              companion,
              NodeReader.requiredInt(identity, "key-index"),
              NodeReader.requiredBytes(identity));
      phase = new Phase.Ended();
      offer.account().enrol(device);
      world.keeper().changed(offer.account());
      Companions.tellAdded(world, offer.account(), device);
      if (!connection.strike(Moment.PAIRED)) {
        device.restarted(true);
        // On disk before the client is told to log in.
        world.keeper().flush().onComplete(_ -> restart());
      }
    } catch (IllegalArgumentException | ProtocolFault e) {
      drop(String.valueOf(e.getMessage()));
    }
  }

  private void restart() {
    world
        .loop()
        .after(
            world.config().restartDelay(),
            () -> connection.finish(Stanzas.streamError("515"), Stanzas.STREAM_END));
  }

  private void drop(String cause) {
    LOG.log(
        System.Logger.Level.WARNING,
        "connection={0} pairing dropped cause={1}",
        connection.number(),
        cause);
    connection.finish(Stanzas.streamError("401"));
  }

  @Override
  public void strike(Fault.Timed fault) {
    if (fault instanceof Fault.DowngradeWebclient) {
      connection.send(Stanzas.info(Node.of("downgrade_webclient")));
    } else if (fault instanceof Fault.PasskeyGate) {
      byte[] challenge = new byte[32];
      world.random().nextBytes(challenge);
      connection.send(
          Stanzas.notification(
              Jid.SERVER,
              "passkey_prologue_request",
              connection.nextId(),
              world.now(),
              Node.of("passkey_request_options").text(Passkey.options(challenge))));
    }
  }

  @Override
  public void closed() {
    codePairing.closed();
    switch (phase) {
      case Phase.Waiting(_, var refs) -> refs.withdraw();
      case Phase.Offered(_, var offer, var deadline) -> {
        deadline.cancel();
        offer.account().release(offer.device());
      }
      case Phase.Starting _, Phase.Ended _ -> {}
    }
    phase = new Phase.Ended();
  }

  /** The last QR ref has run out. A client that was given a code may still use it. */
  void refsRanOut() {
    if (phase instanceof Phase.Waiting && !codePairing.outstanding()) {
      connection.finish();
    }
  }

  byte[] noiseKey() {
    return noiseKey;
  }
}
