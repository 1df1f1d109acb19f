package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.AddOns;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Decoded;
import dev.wharf.messaging.content.Decoded.Flags;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.messaging.content.Written;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads payloads by {@link ContentCodec}. */
@ApplicationScoped
class PayloadReader implements Reader {

  @Override
  public Optional<Read> read(byte[] payload) {
    try {
      return switch (ContentCodec.decode(payload).payload()) {
        case Payload.Said(var written, var flags) -> Optional.of(Said.of(written, flags));
        case Payload.Told _, Payload.Nothing _ -> Optional.empty();
      };
    } catch (ProtocolFault e) {
      var malformed = Written.of(new Content.Unsupported("malformed"));
      return Optional.of(Said.of(malformed, Flags.NONE));
    }
  }

  @Override
  public Optional<Read> open(
      SecretAddOn sealed, byte[] target, List<Jid> authors, List<Jid> writers) {
    try {
      Decoded about = ContentCodec.decode(target);
      Optional<Poll> poll = poll(about);
      Optional<Opaque> secret = poll.flatMap(Poll::secret).or(about::secret);
      return secret
          .map(key -> AddOns.open(sealed, key, poll, authors, writers))
          .map(content -> Said.of(Written.of(content), Flags.NONE));
    } catch (ProtocolFault e) {
      return Optional.empty();
    }
  }

  static Optional<Poll> poll(Decoded message) {
    return message.payload() instanceof Payload.Said(var written, var _)
            && written.content() instanceof Poll poll
        ? Optional.of(poll)
        : Optional.empty();
  }
}
