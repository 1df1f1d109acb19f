package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.protocol.node.Node;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** The session, as its conversation sees it. */
interface Session {
  void tell(Trigger trigger);

  /** Stores in order; completes when it is stored. */
  Future<Void> store(Supplier<Uni<Void>> work);

  Future<Void> record(Fact fact);

  /** Keeps an ack for the next link. */
  void owe(Node ack);

  /** The acks that are owed, which are forgotten by that. */
  List<Node> takeOwed();
}
