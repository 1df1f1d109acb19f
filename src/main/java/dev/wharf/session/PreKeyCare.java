package dev.wharf.session;

import dev.wharf.identity.AccountId;
import dev.wharf.keystore.Credentials;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.stanza.PreKeyDigest;
import dev.wharf.protocol.stanza.Replies;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.Bundles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks after the keys that others begin with (connection.md 9): enough one-time pre-keys, a signed
 * one that is not too old, and that the server has what we have. Without any of it the account can
 * still be online; the next login tries again.
 */
final class PreKeyCare {

  private static final Logger LOG = Logger.getLogger(PreKeyCare.class);
  private static final int NO_RECORD = 404;

  /** What the strictest open client does. */
  static final Duration SIGNED_FOR = Duration.ofDays(27);

  private final AccountId account;
  private final Vertx vertx;
  private final SessionServices services;
  private final Session session;
  private final Queries queries;
  private final Supplier<Credentials> credentials;
  private final Consumer<Credentials> rotated;
  private boolean refilling;
  private boolean again;

  /**
   * @param rotated takes the credentials with a new signed pre-key, as soon as they are stored
   */
  PreKeyCare(
      AccountId account,
      Vertx vertx,
      SessionServices services,
      Session session,
      Queries queries,
      Supplier<Credentials> credentials,
      Consumer<Credentials> rotated) {
    this.account = account;
    this.vertx = vertx;
    this.services = services;
    this.session = session;
    this.queries = queries;
    this.credentials = credentials;
    this.rotated = rotated;
  }

  private DeviceKeys keys() {
    return credentials.get().keys();
  }

  /** Fails only if the server wants to be asked no more. */
  Future<Void> beforeBacklog() {
    return countAndTopUp().compose(done -> rotateIfOld()).recover(this::without);
  }

  /** The server told us that it runs out of pre-keys. */
  void refill() {
    if (refilling) {
      again = true;
    } else {
      refill(upload());
    }
  }

  /** Told so meanwhile, it may have meant before or after that: it is asked. */
  private void refill(Future<Void> upload) {
    refilling = true;
    upload
        .recover(this::without)
        .onComplete(
            done -> {
              refilling = false;
              if (again) {
                again = false;
                refill(countAndTopUp());
              }
            });
  }

  private Future<Void> countAndTopUp() {
    return queries
        .ask(Requests::preKeyCount)
        .map(reply -> Replies.preKeyCount(reply).orElse(0))
        .compose(this::topUp);
  }

  private Future<Void> topUp(int onServer) {
    return onServer > services.config().preKeysLow() ? Future.succeededFuture() : upload();
  }

  private Future<Void> upload() {
    int count = services.config().preKeys();
    return on(() -> services.preKeys().allocate(account, count, services.random()))
        .compose(
            preKeys ->
                queries
                    .ask(id -> Requests.uploadPreKeys(id, keys(), preKeys))
                    .compose(done -> uploaded(preKeys.getLast())));
  }

  private Future<Void> uploaded(PreKey last) {
    return session.store(() -> services.preKeys().uploaded(account, last.id()));
  }

  private Future<Void> rotateIfOld() {
    var age = services.clock().instant().minus(SIGNED_FOR);
    return on(() -> services.signedPreKeys().isOlder(account, age))
        .compose(old -> old ? rotate() : Future.succeededFuture());
  }

  /**
   * Stored before the server hears of it. If it does not, it goes on to hand out the former one,
   * which works, until the next comparison.
   */
  private Future<Void> rotate() {
    var next = next(keys());
    return session
        .store(
            () ->
                services.signedPreKeys().rotate(account, credentials.get(), next).replaceWithVoid())
        .onSuccess(stored -> rotated.accept(with(next)))
        .compose(stored -> queries.ask(id -> Bundles.rotate(id, next)))
        .onSuccess(
            done -> LOG.infof("signed pre-key rotated accountId=%s id=%d", account, next.id()))
        .mapEmpty();
  }

  private SignedPreKey next(DeviceKeys keys) {
    return SignedPreKey.create(
        keys.signedPreKey().id() % PreKey.MAX_ID + 1, keys.identity(), services.random());
  }

  private Credentials with(SignedPreKey next) {
    return credentials.get().rekeyed(keys().withSignedPreKey(next));
  }

  /** Compares what the server has with what we have. Nobody waits for this. */
  Future<Void> compare() {
    return queries
        .ask(Requests::digest)
        .compose(
            reply ->
                PreKeyDigest.read(reply, keys())
                    .map(this::compare)
                    .orElseGet(Future::succeededFuture))
        .recover(this::withoutRecord)
        .recover(this::without);
  }

  private Future<Void> compare(PreKeyDigest digest) {
    return on(() -> services.preKeys().count(account, digest.ids()))
        .compose(
            known -> {
              if (!digest.wantsUpload(known, services.config().preKeysLow())) {
                return Future.succeededFuture();
              }
              LOG.warnf(
                  "server has other keys accountId=%s ours=%s known=%d of=%d",
                  account, digest.ours(), known, digest.ids().size());
              return upload();
            });
  }

  private Future<Void> withoutRecord(Throwable failure) {
    return failure instanceof Queries.Failed failed && failed.error().code() == NO_RECORD
        ? upload()
        : Future.failedFuture(failure);
  }

  private Future<Void> without(Throwable failure) {
    if (LoginSync.isRateLimit(failure)) {
      return Future.failedFuture(failure);
    }
    LOG.warnf("keys not looked after accountId=%s cause=%s", account, failure.getMessage());
    return Future.succeededFuture();
  }

  private <T> Future<T> on(Supplier<Uni<T>> work) {
    return Bridge.on(vertx.getOrCreateContext(), work);
  }
}
