package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;

/** What a connection turned out to be: a registration or a login. */
sealed interface Peer permits Registration, Login {

  void receive(Node node);

  /** A fault that only this kind of peer can act out; others ignore it. */
  void strike(Fault.Timed fault);

  /** The connection is gone. */
  void closed();
}
