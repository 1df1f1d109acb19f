package dev.wharf.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.identity.Jid;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants to send.
 *
 * @param self the account, bare: the author of what is quoted or changed, if that is its own
 * @param selfOther the account in the other namespace
 * @param to a person or a group, bare
 * @param body all that was asked for: its {@code type} and fields decide what is sent, and an
 *     idempotency key holds for the whole of it
 * @param uploaded the file of a media message
 * @param ttl after which it is not sent any more; empty for what is configured
 * @param typing whether the other side shall see somebody type before it comes
 */
public record NewMessage(
    Jid self,
    Optional<Jid> selfOther,
    Jid to,
    ObjectNode body,
    Optional<Upload> uploaded,
    Optional<Duration> ttl,
    boolean typing) {

  /** The same to somebody by another of their addresses. */
  public NewMessage to(Jid address) {
    return new NewMessage(self, selfOther, address, body, uploaded, ttl, typing);
  }

  /** The same with its file. */
  public NewMessage with(Upload file) {
    return new NewMessage(self, selfOther, to, body, Optional.of(file), ttl, typing);
  }

  @Override
  public String toString() {
    return "NewMessage[]";
  }
}
