package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.node.Node;
import dev.wharf.session.message.Lane;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The session, as its conversation sees it. */
interface Session {
  void tell(Trigger trigger);

  /** Stores in order; completes when it is stored. */
  Future<Void> store(Supplier<Uni<Void>> work);

  Future<Void> record(Fact fact);

  /** In which whatever touches a ratchet of the account is done. */
  Lane lane();

  /** The account's number, as far as it is known. */
  Optional<PhoneNumber> phone();

  /** Keeps an ack for the next link. */
  void owe(Node ack);

  /** The acks that are owed, which are forgotten by that. */
  List<Node> takeOwed();
}
