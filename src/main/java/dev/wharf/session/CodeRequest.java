package dev.wharf.session;

import dev.wharf.account.Fleet;
import dev.wharf.account.Refused;
import dev.wharf.account.lifecycle.State;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.event.Action;
import dev.wharf.identity.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A wish for a pairing code that waits until the account is ready for it. Lives on one context. */
final class CodeRequest {

  private record Wish(PhoneNumber phone, Promise<Fleet.PairingCode> promise) {}

  private @Nullable Wish wish;

  /** Takes a wish; an older one that still waits is refused. */
  Future<Fleet.PairingCode> ask(PhoneNumber phone, State state, Duration patience, Timers timers) {
    if (state.trail().paired()) {
      return Future.failedFuture(
          refusal("already_paired", "The account is paired. Reset it before you pair it again."));
    }
    refuse("pairing_code_superseded", "A newer pairing code was asked for.");
    Promise<Fleet.PairingCode> promise = Promise.promise();
    var asked = new Wish(phone, promise);
    wish = asked;
    Timers.Alarm alarm =
        timers.after(
            patience,
            () -> {
              if (wish == asked) {
                refuse(
                    "pairing_not_ready",
                    "WhatsApp was not ready for a pairing code in time. Try again.");
              }
            });
    return promise.future().onComplete(done -> alarm.cancel());
  }

  /** Serves the wish if the state allows it, refuses it if it never will. */
  void serve(State state, @Nullable Conversation conversation, Session session) {
    if (wish == null) {
      return;
    }
    switch (state) {
      case State.ShowingQr _, State.AwaitingCode _ -> {
        if (conversation != null) {
          issue(conversation, session, state.trail().lastLink());
        }
      }
      case State.Inactive s ->
          refuse("not_connecting", s.reason() == null ? "Connect first." : s.reason().message());
      case State.Cooldown s -> refuse(s.reason().code(), s.reason().message());
      case State.Paired _ -> refuse("already_paired", "The account has just been paired.");
      default -> {}
    }
  }

  private void issue(Conversation conversation, Session session, long link) {
    var served = wish;
    wish = null;
    if (served != null) {
      conversation
          .requestCode(served.phone)
          .onSuccess(
              code -> {
                session.tell(new Trigger.CodeIssued(link));
                served.promise.complete(code);
              })
          .onFailure(served.promise::fail);
    }
  }

  private void refuse(String code, String detail) {
    var refused = wish;
    wish = null;
    if (refused != null) {
      refused.promise.tryFail(refusal(code, detail));
    }
  }

  private static Refused refusal(String code, String detail) {
    return new Refused(Refused.Kind.CONFLICT, code, detail, Action.RETRY_INITIALIZE);
  }
}
