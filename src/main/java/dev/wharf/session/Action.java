package dev.wharf.session;

import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.stanza.Inbound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handler wants done about a stanza. Carried out in order by the session. */
sealed interface Action {

  record Send(Node node) implements Action {}

  /** Tell the lifecycle table. */
  record Tell(Trigger trigger) implements Action {}

  /** The texts that QR codes are made of. */
  record HoldRefs(List<String> refs) implements Action {}

  /** Store who we are, then send the reply, then tell the table. */
  record Pair(PairingIdentity identity, Node reply) implements Action {}

  /** The user typed the pairing code: do our part of it. */
  record FinishCode(Node hello) implements Action {}

  /** Let in: ask what there is to ask after a login. */
  record Sync() implements Action {}

  record KeepRouting(byte[] routingInfo) implements Action {}

  record UploadPreKeys() implements Action {}

  /** Tell the server that we know what it called dirty. */
  record Clean(String type, long timestamp) implements Action {}

  /** A message, receipt, notification or ack for the messages of the account. */
  record Mail(Inbound stanza) implements Action {}

  /** Something a person should know. */
  record Warn(String code, String message, dev.wharf.event.@Nullable Action action)
      implements Action {}

  /** The server misses our ack of a stanza: it gets it on the next link. */
  record Owe(Node ack) implements Action {}

  record Answered(String id, Node reply) implements Action {}

  record End(Ending ending, String detail) implements Action {}
}
