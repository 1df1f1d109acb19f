package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.protocol.pairing.PairSuccess;
import dev.wharf.protocol.stanza.Inbound;
import java.util.List;

/** The phone approved: what it sent is verified before anything is kept (connection.md 4.5). */
final class PairSuccessHandler implements StanzaHandler<Inbound.PairSuccessIq> {

  private static final int SIGNATURE_RANDOM = 64;

  @Override
  public List<Action> handle(Inbound.PairSuccessIq stanza, View view) {
    byte[] random = view.randomness().next(SIGNATURE_RANDOM);
    return switch (PairSuccess.answer(stanza.node(), view.keys(), random)) {
      case PairSuccess.Outcome.Accepted(var identity, var reply) ->
          List.of(new Action.Pair(identity, reply));
      case PairSuccess.Outcome.Refused(var reply, var reason) ->
          List.of(
              new Action.Send(reply),
              new Action.End(Ending.of(Ending.Kind.PAIRING_FORGED), reason));
    };
  }
}
