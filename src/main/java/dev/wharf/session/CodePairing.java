package dev.wharf.session;

import dev.wharf.account.Fleet;
import dev.wharf.account.Refused;
import dev.wharf.event.Action;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.LinkCode;
import dev.wharf.protocol.stanza.IqError;
import dev.wharf.protocol.stanza.Replies;
import dev.wharf.protocol.stanza.Requests;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * One pairing by code (connection.md 5). Its key stretching is slow and runs off the event loop.
 */
final class CodePairing {

  private final Jid phone;
  private final DeviceKeys keys;
  private final Vertx vertx;
  private final SessionServices services;
  private final Queries queries;
  private final LinkCode code;
  private byte[] ref = {};

  CodePairing(
      PhoneNumber phone, DeviceKeys keys, Vertx vertx, SessionServices services, Queries queries) {
    this.phone = Jid.phone(phone.digits(), 0);
    this.keys = keys;
    this.vertx = vertx;
    this.services = services;
    this.queries = queries;
    this.code = LinkCode.create(services.random());
  }

  /** Tells the server our half; fails with {@link Refused}. */
  Future<Fleet.PairingCode> begin() {
    return vertx
        .executeBlocking(code::wrappedEphemeral, false)
        .compose(
            wrapped ->
                queries.ask(
                    id ->
                        Requests.companionHello(
                            id,
                            phone,
                            wrapped,
                            keys.noise().publicKey(),
                            services.config().platformDisplay())))
        .map(this::issued)
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private Fleet.PairingCode issued(Node reply) {
    ref = Replies.companionRef(reply);
    var expires = services.clock().instant().plus(services.timings().code());
    return new Fleet.PairingCode(code.display(), expires);
  }

  /**
   * The user typed the code: sends our other half.
   *
   * @return the keys with the new secret that the pairing answer will be checked with
   */
  Future<DeviceKeys> finish(Node primaryHello) {
    return vertx
        .executeBlocking(
            () -> code.finish(primaryHello, keys, phone, ref, services.random()), false)
        .map(
            finish -> {
              queries.ask(id -> finish.request().with("id", id)).otherwiseEmpty();
              return keys.withAdvSecret(finish.advSecret());
            });
  }

  private static Refused refusal(Throwable failure) {
    if (failure instanceof Queries.Failed failed) {
      return refusal(failed.error());
    }
    return new Refused(
        Refused.Kind.UPSTREAM,
        "pairing_code_unanswered",
        "WhatsApp did not answer the request for a pairing code. Try again, or scan the QR code.",
        Action.SCAN_QR);
  }

  private static Refused refusal(IqError error) {
    boolean tooMany = error.code() == 429;
    return new Refused(
        tooMany ? Refused.Kind.TOO_MANY : Refused.Kind.UPSTREAM,
        tooMany ? "pairing_code_rate_limited" : "pairing_code_refused",
        "WhatsApp refused the request for a pairing code ("
            + error.code()
            + "). Check the number and wait a while, or scan the QR code.",
        tooMany ? Action.WAIT : Action.SCAN_QR);
  }
}
