package dev.wharf.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.MediaRef;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants to send.
 *
 * @param self the account, bare: the author of what is quoted or changed, if that is its own
 * @param selfOther the account in the other namespace
 * @param to a person or a group, bare
 * @param body as it was asked for: its {@code type} and fields decide what is sent
 * @param uploaded the file of a media message
 * @param ttl after which it is not sent any more; empty for what is configured
 * @param typing whether the other side shall see somebody type before it comes
 */
public record NewMessage(
    Jid self,
    Optional<Jid> selfOther,
    Jid to,
    ObjectNode body,
    Optional<MediaRef> uploaded,
    Optional<Duration> ttl,
    boolean typing) {

  @Override
  public String toString() {
    return "NewMessage[]";
  }
}
