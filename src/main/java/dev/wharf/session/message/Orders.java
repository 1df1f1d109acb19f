package dev.wharf.session.message;

import dev.wharf.directory.Refusal;
import dev.wharf.event.Action;
import dev.wharf.limits.Charge;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Verdict;
import dev.wharf.protocol.ProtocolFault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an operator orders of WhatsApp: charged to the limits first, and where WhatsApp says no, in
 * words that say what to do.
 */
final class Orders {

  private static final int RATE_OVERLIMIT = 429;
  private static final Duration AFTER_RATE_OVERLIMIT = Duration.ofMinutes(15);
  private static final String TOO_FAST =
      "WhatsApp refused because this account asked too much in a short time. Wait, and ask less.";

  private final Line line;
  private final MessageServices services;
  private final LimitDesk limits;

  Orders(Line line, MessageServices services, LimitDesk limits) {
    this.line = line;
    this.services = services;
    this.limits = limits;
  }

  /**
   * Does it if the limits grant it.
   *
   * @return fails with {@link Refusal} if they do not, or WhatsApp does not
   */
  <T> Future<T> charged(List<Charge> charges, Supplier<Future<T>> order) {
    return line.run(() -> services.limiter().take(line.account(), charges, line.now()))
        .compose(
            verdict ->
                switch (verdict) {
                  case Verdict.Granted _ -> free(charges.getFirst().limit(), order);
                  case Verdict.Refused refused ->
                      limits
                          .announce(refused)
                          .transform(told -> Future.failedFuture(overLimit(refused)));
                });
  }

  /** Does what changes nothing and costs nothing; WhatsApp may still say no. */
  <T> Future<T> free(Limit limit, Supplier<Future<T>> order) {
    return order
        .get()
        .recover(
            failure -> {
              boolean tooFast =
                  failure instanceof Line.Refused refused && refused.code() == RATE_OVERLIMIT;
              Future<Void> held =
                  tooFast
                      ? limits.hold(limit, line.now().plus(AFTER_RATE_OVERLIMIT), TOO_FAST)
                      : Future.succeededFuture();
              return held.transform(done -> Future.failedFuture(inWords(failure)));
            });
  }

  private static Refusal overLimit(Verdict.Refused verdict) {
    return new Refusal(
        Refusal.Kind.TOO_MANY,
        "limit_reached",
        verdict.why() + " It is free again at " + verdict.freeAt() + ".",
        Action.WAIT);
  }

  private Throwable inWords(Throwable failure) {
    return switch (failure) {
      case Line.Refused refused -> refusal(refused.code());
      case Line.Unanswered _ when !line.isOpen() -> Refusal.notOnline();
      case Line.Unanswered _ ->
          new Refusal(
              Refusal.Kind.UPSTREAM,
              "no_answer",
              "WhatsApp did not answer in time. Look whether it was done before you try it again.",
              Action.WAIT);
      case ProtocolFault _ ->
          new Refusal(
              Refusal.Kind.UPSTREAM,
              "answer_not_understood",
              "WhatsApp answered what Wharf does not understand, which is probably a fault of"
                  + " Wharf. Please report it with the support bundle of this account.",
              Action.CONTACT_SUPPORT);
      default -> failure;
    };
  }

  private static Refusal refusal(int code) {
    return switch (code) {
      case 401, 403 ->
          new Refusal(
              Refusal.Kind.CONFLICT,
              "not_group_admin",
              "WhatsApp does not let this account do that: only admins of the group may. Ask one of"
                  + " them to do it, or to make this account an admin.",
              null);
      case 404 -> Refusal.unknownGroup();
      case 406 ->
          new Refusal(
              Refusal.Kind.INVALID,
              "not_acceptable",
              "WhatsApp does not accept this. Check subject, description and members.",
              null);
      case 409 ->
          new Refusal(
              Refusal.Kind.CONFLICT,
              "changed_meanwhile",
              "Somebody else changed the same at the same time. Look at it, then try again.",
              null);
      case RATE_OVERLIMIT ->
          new Refusal(Refusal.Kind.TOO_MANY, "rate_limited", TOO_FAST, Action.WAIT);
      default ->
          new Refusal(
              Refusal.Kind.UPSTREAM,
              "refused_by_whatsapp",
              "WhatsApp refused with code " + code + ".",
              null);
    };
  }
}
