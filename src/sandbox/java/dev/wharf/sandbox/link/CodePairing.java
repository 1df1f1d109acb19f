package dev.wharf.sandbox.link;

import static dev.wharf.protocol.node.NodeReader.requiredBytes;
import static dev.wharf.protocol.node.NodeReader.requiredChild;
import static dev.wharf.protocol.node.NodeReader.requiredString;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.LinkCode;
import dev.wharf.sandbox.iq.Iq;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pairing by a code typed into the phone (connection.md 5): the server's part, and the virtual
 * phone's. A new companion_hello takes the place of the one before.
 */
public final class CodePairing {

  private static final Pattern DISPLAY =
      Pattern.compile(
          "(Chrome|Edge|Firefox|IE|Opera|Safari|Desktop|Android|Internet Explorer) \\([^()]+\\)");
  private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{6,14}");
  private static final int MAX_ATTEMPTS = 3;
  private static final int KEY = 32;

  private final World world;
  private final Connection connection;
  private final Registration registration;
  private @Nullable Hello hello;
  private @Nullable Typed typed;

  private static final class Hello {
    final Account account;
    final byte[] wrapped;
    final byte[] ref;
    final Instant end;
    int attempts;

    Hello(Account account, byte[] wrapped, byte[] ref, Instant end) {
      this.account = account;
      this.wrapped = wrapped;
      this.ref = ref;
      this.end = end;
    }
  }

  /** The phone's side after the code was typed: its ephemeral, and the companion's as unwrapped. */
  private record Typed(
      Hello hello, KeyPair ephemeral, byte[] companion, Promise<PairingOutcome> outcome) {}

  private record Wrapped(byte[] companion, byte[] phone) {}

  CodePairing(World world, Connection connection, Registration registration) {
    this.world = world;
    this.connection = connection;
    this.registration = registration;
  }

  /** Whether a code was asked for and can still be typed. */
  boolean outstanding() {
    return hello != null && world.now().isBefore(hello.end);
  }

  void receive(Iq iq) {
    Node reg = requiredChild(iq.node(), "link_code_companion_reg");
    switch (requiredString(reg, "stage")) {
      case "companion_hello" -> hello(iq, reg);
      case "companion_finish" -> finish(iq, reg);
      default -> connection.send(Stanzas.error(iq.id(), 400, "bad-request"));
    }
  }

  private void hello(Iq iq, Node reg) {
    String phone = Jid.parse(requiredString(reg, "jid")).user();
    byte[] wrapped =
        requiredBytes(
            requiredChild(reg, "link_code_pairing_wrapped_companion_ephemeral_pub"),
            LinkCode.WRAPPED_KEY_LENGTH);
    byte[] noiseKey = requiredBytes(requiredChild(reg, "companion_server_auth_key_pub"), KEY);
    String display = text(requiredChild(reg, "companion_platform_display"));
    requiredBytes(requiredChild(reg, "companion_platform_id"), 1);
    if (!PHONE.matcher(phone).matches()
        || !DISPLAY.matcher(display).matches()
        || !Arrays.equals(noiseKey, registration.noiseKey())) {
      connection.send(Stanzas.error(iq.id(), 400, "bad-request"));
      return;
    }
    forget();
    Account account = world.accounts().forPhone(phone);
    connection.script().identify(account.phone());
    byte[] ref = QrRefs.text(world).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    hello = new Hello(account, wrapped, ref, world.now().plus(world.config().codeLife()));
    world.presences().await(account.phone(), this);
    Node answer =
        Node.of("link_code_companion_reg")
            .with("stage", "companion_hello")
            .children(Node.of("link_code_pairing_ref").bytes(ref));
    connection.send(Stanzas.result(iq.id(), answer));
  }

  /** Somebody types a code into the phone. The outcome is known once the companion answered. */
  public Future<PairingOutcome> type(String code) {
    world.loop().check();
    Hello current = hello;
    if (current == null || typed != null) {
      return refused(PairingOutcome.Why.NO_CODE_WANTED);
    }
    if (!world.now().isBefore(current.end)) {
      return refused(PairingOutcome.Why.EXPIRED);
    }
    if (current.attempts >= MAX_ATTEMPTS) {
      return refused(PairingOutcome.Why.TOO_MANY_ATTEMPTS);
    }
    current.attempts++;
    KeyPair ephemeral = KeyPair.generate(world.random());
    return world
        .loop()
        .elsewhere(
            () ->
                new Wrapped(
                    LinkCode.unwrap(code, current.wrapped),
                    LinkCode.wrap(code, ephemeral.publicKey(), world.random())))
        .compose(wrapped -> greet(current, ephemeral, wrapped));
  }

  private Future<PairingOutcome> greet(Hello current, KeyPair ephemeral, Wrapped wrapped) {
    if (hello != current) {
      return refused(PairingOutcome.Why.GONE);
    }
    var next = new Typed(current, ephemeral, wrapped.companion(), Promise.promise());
    typed = next;
    Node reg =
        Node.of("link_code_companion_reg")
            .with("stage", "primary_hello")
            .children(
                Node.of("link_code_pairing_wrapped_primary_ephemeral_pub").bytes(wrapped.phone()),
                Node.of("primary_identity_pub")
                    .bytes(current.account.keys().identity().publicKey()),
                Node.of("link_code_pairing_ref").bytes(current.ref));
    connection.send(
        Stanzas.notification(
            Jid.SERVER, "link_code_companion_reg", connection.nextId(), world.now(), reg));
    return next.outcome.future();
  }

  private void finish(Iq iq, Node reg) {
    Typed current = typed;
    byte[] bundle =
        requiredBytes(
            requiredChild(reg, "link_code_pairing_wrapped_key_bundle"),
            LinkCode.WRAPPED_BUNDLE_LENGTH);
    byte[] companion = requiredBytes(requiredChild(reg, "companion_identity_public"), KEY);
    byte[] ref = requiredBytes(requiredChild(reg, "link_code_pairing_ref"));
    if (current == null || !Arrays.equals(ref, current.hello.ref)) {
      connection.send(Stanzas.error(iq.id(), 400, "bad-request"));
      return;
    }
    typed = null;
    connection.send(Stanzas.result(iq.id()));
    Account account = current.hello.account;
    Optional<byte[]> secret = secret(current, bundle, companion);
    current.outcome.complete(
        secret
            .map(shared -> registration.offer(account, shared))
            .orElseGet(() -> new PairingOutcome.Refused(PairingOutcome.Why.WRONG_CODE)));
  }

  private static Optional<byte[]> secret(Typed typed, byte[] bundle, byte[] companion) {
    try {
      return LinkCode.advSecret(
          bundle,
          typed.ephemeral,
          typed.companion,
          typed.hello.account.keys().identity(),
          companion);
    } catch (ProtocolFault fault) {
      return Optional.empty();
    }
  }

  void closed() {
    forget();
  }

  private void forget() {
    if (hello != null) {
      world.presences().forget(hello.account.phone(), this);
    }
    if (typed != null) {
      typed.outcome.complete(new PairingOutcome.Refused(PairingOutcome.Why.GONE));
    }
    hello = null;
    typed = null;
  }

  private static String text(Node node) {
    return new String(requiredBytes(node), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Future<PairingOutcome> refused(PairingOutcome.Why why) {
    return Future.succeededFuture(new PairingOutcome.Refused(why));
  }
}
