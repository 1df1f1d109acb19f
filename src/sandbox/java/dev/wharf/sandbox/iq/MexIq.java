package dev.wharf.sandbox.iq;

import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;

/**
 * GraphQL queries: no data, but for whether the account may write to strangers (messaging.md 13).
 */
public final class MexIq implements IqHandler {

  private static final String TIMELOCK = "23983697327930364";
  private static final String FETCHED = "xwa2_fetch_account_reachout_timelock";

  MexIq() {}

  @Override
  public Reply answer(Iq iq, Caller caller) {
    boolean lock = iq.child().flatMap(q -> q.string("query_id")).equals(Optional.of(TIMELOCK));
    String data = lock ? "\"" + FETCHED + "\":" + timelock(caller.timelock()) : "";
    return Reply.of(Node.of("result").text("{\"data\":{" + data + "}}"));
  }

  /** As the server tells it by itself, too. */
  public static String timelock(Optional<Instant> until) {
    return until
        .map(
            end ->
                "{\"is_active\":true,\"enforcement_type\":\"DEFAULT\",\"time_enforcement_ends\":\""
                    + end.getEpochSecond()
                    + "\"}")
        .orElse("{\"is_active\":false}");
  }
}
