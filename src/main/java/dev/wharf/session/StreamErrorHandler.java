package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Ending.Kind;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** The stream ends with an error (connection.md 8.2). */
final class StreamErrorHandler implements StanzaHandler<Inbound.StreamError> {

  @Override
  public List<Action> handle(Inbound.StreamError stanza, View view) {
    int code = stanza.code().orElse(0);
    String conflict = stanza.conflictType().orElse("");
    var end =
        new Action.End(
            Ending.of(isOurFault(stanza) ? Kind.GARBLED : meaning(code, conflict), code),
            ("stream error " + code + " " + conflict).strip());
    return stanza
        .owedAckId()
        .<List<Action>>map(
            id -> List.of(new Action.Owe(Requests.owedAck(stanza.owedAckClass(), id)), end))
        .orElse(List.of(end));
  }

  /** The server could not read what we sent. */
  private static boolean isOurFault(Inbound.StreamError stanza) {
    return stanza.node().child("xml-not-well-formed").isPresent()
        || stanza.node().child("bad-mac").isPresent();
  }

  private static Kind meaning(int code, String conflict) {
    return switch (conflict) {
      case "device_removed" -> Kind.UNLINKED;
      case "replaced" -> Kind.REPLACED;
      default ->
          switch (code) {
            case 515 -> Kind.RESTART;
            case 516 -> Kind.UNLINKED;
            case 401 -> Kind.UNAUTHORIZED;
            case 409, 440 -> Kind.REPLACED;
            case 429 -> Kind.RATE_LIMITED;
            // Everything else, unknown ones too, is worth another connection.
            default -> Kind.SERVER_TROUBLE;
          };
    };
  }
}
