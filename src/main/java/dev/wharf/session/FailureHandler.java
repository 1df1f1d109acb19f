package dev.wharf.session;

import static dev.wharf.event.Action.OPEN_PHONE;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Ending.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The login does not hold (connection.md 8.1). */
final class FailureHandler implements StanzaHandler<Inbound.Failure> {

  private static final int LONGEST = 500;

  @Override
  public List<Action> handle(Inbound.Failure stanza, View view) {
    var wait =
        stanza.expireSeconds().isPresent()
            ? Duration.ofSeconds(stanza.expireSeconds().getAsLong())
            : null;
    int code = stanza.code().orElse(stanza.reason());
    var end =
        new Action.End(
            new Ending(meaning(stanza.reason()), code, wait), "failure " + stanza.reason());
    return said(stanza.node())
        .<List<Action>>map(
            text -> List.of(new Action.Warn("server_message", text, OPEN_PHONE), end))
        .orElse(List.of(end));
  }

  /** What the server wants people to read comes once, so it is kept (connection.md 8.1). */
  private static Optional<String> said(Node failure) {
    var text =
        Stream.of("logout_message_header", "logout_message_subtext", "violation_reason")
            .map(failure::string)
            .flatMap(Optional::stream)
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" "));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of("WhatsApp says: " + text.substring(0, Math.min(text.length(), LONGEST)));
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
