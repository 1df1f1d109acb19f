package dev.wharf.account;

import dev.wharf.account.Refused.Kind;
import dev.wharf.event.Action;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The QR code of an account: the one that shows, the next one, or why there is none. */
record QrWait(AccountBoard board, AccountId account, Clock clock) {

  Uni<Qr> within(Duration wait) {
    if (!wait.isPositive()) {
      return Uni.createFrom().item(this::showing).map(qr -> qr.orElseThrow(this::refusal));
    }
    return Uni.createFrom()
        .deferred(
            () ->
                showing()
                    .map(qr -> Uni.createFrom().item(qr))
                    .orElseGet(
                        () ->
                            Uni.createFrom()
                                .<Qr>emitter(emitter -> follow(emitter))
                                .ifNoItem()
                                .after(wait)
                                .recoverWithUni(() -> Uni.createFrom().failure(refusal()))));
  }

  private Optional<Qr> showing() {
    return board
        .find(account)
        .map(AccountState::qr)
        .filter(qr -> qr.expiresAt().isAfter(clock.instant()));
  }

  private void follow(UniEmitter<? super Qr> emitter) {
    AccountBoard.Subscription subscription =
        board.follow(
            new AccountBoard.Listener() {
              @Override
              public void snapshot(AccountBoard.Snapshot snapshot) {
                // Not asked for: the board is looked at below, after this listener hears.
              }

              @Override
              public void event(Published event) {
                if (event.account().equals(account)) {
                  look(emitter);
                }
              }
            });
    emitter.onTermination(subscription::close);
    look(emitter);
  }

  private void look(UniEmitter<? super Qr> emitter) {
    Optional<Qr> showing = showing();
    if (showing.isPresent()) {
      emitter.complete(showing.get());
    } else if (board.find(account).filter(state -> mayShow(state.standing())).isEmpty()) {
      emitter.fail(refusal());
    }
  }

  private static boolean mayShow(Standing standing) {
    return standing.status() == Status.WARMING
        && !standing.state().equals("code")
        && !standing.state().equals("passkey_required");
  }

  private Refused refusal() {
    return board
        .find(account)
        .map(state -> notShowing(state.standing()))
        .orElseGet(() -> Projection.notFound(account));
  }

  private static Refused notShowing(Standing standing) {
    return switch (standing.status()) {
      case ACTIVE, AUTHENTICATING, RECONNECTING ->
          refused(
              "The account is already paired, so it shows no QR code. Reset it first to pair"
                  + " another phone.",
              null);
      case INACTIVE ->
          refused(
              "No QR code is showing because the account is not connecting: call initialize first.",
              Action.RETRY_INITIALIZE);
      case COOLDOWN, BANNED ->
          refused(
              standing.until() == null
                  ? "No QR code is shown while WhatsApp blocks the account."
                  : "No QR code is shown while the account has to wait: try again at "
                      + standing.until()
                      + ".",
              Action.WAIT);
      case WARMING -> warming(standing.state());
    };
  }

  private static Refused warming(String state) {
    return switch (state) {
      case "code" ->
          refused(
              "The account is being paired with a code: type that on the phone, or stop and"
                  + " initialize again for a QR code.",
              Action.OPEN_PHONE);
      case "passkey_required" ->
          refused("The phone asks for its passkey: confirm it there.", Action.OPEN_PHONE);
      default -> refused("The next QR code is not there yet: ask again in a second.", Action.WAIT);
    };
  }

  private static Refused refused(String detail, @org.jspecify.annotations.Nullable Action action) {
    return new Refused(Kind.CONFLICT, "qr_not_showing", detail, action);
  }
}
