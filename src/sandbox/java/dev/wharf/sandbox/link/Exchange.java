package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.post.Mailbox;
import dev.wharf.sandbox.post.Party;
import java.util.Optional;
import java.util.function.Consumer;

/** What a logged-in device sends to others and gets from them. */
final class Exchange {

  private static final int TIMELOCKED = 463;

  private final World world;
  private final Connection connection;
  private final Party party;
  private final Backlog backlog;
  private final Consumer<Node> sink;

  Exchange(World world, Connection connection, Party party) {
    this.world = world;
    this.connection = connection;
    this.party = party;
    this.backlog = new Backlog(connection);
    this.sink = connection::send;
  }

  void preview() {
    backlog.preview(mailbox());
  }

  /** Whether what waited was delivered. */
  boolean isDelivered() {
    return backlog.isDelivered();
  }

  /** Delivers what waited, and from now on what comes. Returns whether this was the first time. */
  boolean deliver() {
    return backlog.deliver(mailbox(), sink, party.account().phoneJid(0), world.now());
  }

  void receive(Node stanza) {
    if (stanza.tag().equals("message")) {
      message(stanza);
    } else {
      world.traffic().relay().receive(stanza, party).ifPresent(connection::send);
    }
  }

  private void message(Node stanza) {
    var relay = world.traffic().relay();
    Optional<Integer> refusal =
        connection.script().find(Fault.Nack.class).map(Fault.Nack::code).or(() -> stranger(stanza));
    Optional<Node> ack =
        refusal.isPresent() ? relay.refuse(stanza, refusal.get()) : relay.receive(stanza, party);
    if (connection.script().find(Fault.LostAck.class).isEmpty()) {
      ack.ifPresent(connection::send);
    }
  }

  private Optional<Integer> stranger(Node message) {
    return connection
        .script()
        .find(Fault.TokenDemanded.class)
        .filter(
            fault ->
                world
                    .traffic()
                    .relay()
                    .isToStranger(message, party, fault.of() == Fault.Of.EVERYBODY))
        .map(refused -> TIMELOCKED);
  }

  /**
   * The connection is gone.
   *
   * @param replaced whether the device is still there, over another connection
   */
  void close(boolean replaced) {
    mailbox().close(sink);
    if (!replaced) {
      world.traffic().relay().gone(party);
    }
  }

  private Mailbox mailbox() {
    return world.traffic().mailboxes().of(party.account(), party.device());
  }
}
