package dev.wharf.session.message;

import dev.wharf.directory.GroupOrders.MemberOutcome;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupReplies.MemberResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds who was asked for among those who were answered for, in either namespace. */
final class Outcomes {

  private static final int DONE = 200;

  private final Roster roster;

  Outcomes(Roster roster) {
    this.roster = roster;
  }

  /** Whoever is in the new group is done. */
  Future<List<MemberOutcome>> ofNew(List<Jid> asked, GroupReplies.Created created) {
    var results = new ArrayList<MemberResult>();
    created
        .group()
        .members()
        .forEach(it -> results.add(new MemberResult(it.jid(), it.phone(), it.lid(), DONE)));
    results.addAll(created.refused());
    return of(asked, results);
  }

  Future<List<MemberOutcome>> of(List<Jid> asked, List<MemberResult> results) {
    Map<Jid, Integer> codes = new HashMap<>();
    for (MemberResult result : results) {
      codes.put(result.jid().bare(), result.status());
      result.phone().ifPresent(it -> codes.put(it.bare(), result.status()));
      result.lid().ifPresent(it -> codes.put(it.bare(), result.status()));
    }
    return roster
        .known(asked)
        .map(
            lids -> {
              var outcomes = new ArrayList<MemberOutcome>();
              for (Jid one : asked) {
                code(codes, lids, one.bare())
                    .ifPresent(code -> outcomes.add(new MemberOutcome(one, code)));
              }
              return outcomes;
            });
  }

  private static Optional<Integer> code(Map<Jid, Integer> codes, Map<Jid, Jid> lids, Jid one) {
    Integer code = codes.get(one);
    return Optional.ofNullable(code).or(() -> Optional.ofNullable(lids.get(one)).map(codes::get));
  }
}
