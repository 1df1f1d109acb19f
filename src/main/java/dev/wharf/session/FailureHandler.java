package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Ending.Kind;
import dev.wharf.protocol.stanza.Inbound;
import java.time.Duration;
import java.util.List;

/** The login does not hold (connection.md 8.1). */
final class FailureHandler implements StanzaHandler<Inbound.Failure> {

  @Override
  public List<Action> handle(Inbound.Failure stanza, View view) {
    var wait =
        stanza.expireSeconds().isPresent()
            ? Duration.ofSeconds(stanza.expireSeconds().getAsLong())
            : null;
    int code = stanza.code().orElse(stanza.reason());
    return List.of(
        new Action.End(
            new Ending(meaning(stanza.reason()), code, wait), "failure " + stanza.reason()));
  }

  private static Kind meaning(int reason) {
    return switch (reason) {
      case 401 -> Kind.UNLINKED;
      case 402 -> Kind.TEMPORARILY_BANNED;
      case 403 -> Kind.LOCKED;
      case 405 -> Kind.OUTDATED;
      case 406 -> Kind.BANNED;
      case 409 -> Kind.AGENT_REFUSED;
      case 429 -> Kind.RATE_LIMITED;
      case 500, 501, 503 -> Kind.SERVER_TROUBLE;
      default -> Kind.REFUSED;
    };
  }
}
