package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.AddOns;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Decoded;
import dev.wharf.messaging.content.Decoded.Flags;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.messaging.content.Shapes;
import dev.wharf.messaging.content.Written;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The last steps to the wire, once everything is known.
 *
 * @param target the message that it is about, if Wharf has it
 */
record Finish(
    NewMessage message, Written written, Optional<Referred> target, RandomGenerator random) {

  private static final int SECRET = 32;

  Composed composed(Instant now) {
    Content timed = timed(written.content(), now);
    Content carried = timed instanceof PollVote vote ? sealed(vote, now) : timed;
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    byte[] payload = ContentCodec.encode(with(carried), new Opaque(secret));
    Read shown = Said.of(with(timed), Flags.NONE);
    return new Composed(payload, Shapes.of(carried), shown.kind(), shown.content(), shown.change());
  }

  private Written with(Content content) {
    return new Written(content, written.quote(), written.mentions(), written.expirationSeconds());
  }

  private static Content timed(Content content, Instant now) {
    return switch (content) {
      case Edit it -> new Edit(it.target(), it.content(), Optional.of(now));
      case Reaction it -> new Reaction(it.target(), it.emoji(), Optional.of(now));
      case Pin it -> new Pin(it.target(), it.pinned(), it.seconds(), Optional.of(now));
      case Content other -> other;
    };
  }

  private Content sealed(PollVote vote, Instant now) {
    Referred about = target.orElseThrow(Finish::pollUnknown);
    try {
      Decoded decoded = ContentCodec.decode(about.payload().orElseThrow(Finish::pollUnknown));
      Poll poll = PayloadReader.poll(decoded).orElseThrow(Finish::noPoll);
      if (!poll.options().containsAll(vote.options())) {
        throw Refusal.invalid("vote_invalid", "options", "The poll has no such option.");
      }
      Opaque secret = poll.secret().or(decoded::secret).orElseThrow(Finish::pollUnknown);
      Jid author = about.sender().bare();
      Jid self =
          message
              .selfOther()
              .filter(other -> other.server().equals(author.server()))
              .orElse(message.self());
      return AddOns.seal(vote, secret, author, self.bare(), now, random);
    } catch (ProtocolFault e) {
      throw noPoll();
    }
  }

  private static Refusal pollUnknown() {
    return Refusal.invalid("target_unknown", "target", "Wharf does not have this poll.");
  }

  private static Refusal noPoll() {
    return Refusal.invalid("target_no_poll", "target", "That message is no poll.");
  }

  /** What a stored message said, to be quoted. */
  static Optional<Content> content(Referred message) {
    try {
      return message
          .payload()
          .map(ContentCodec::decode)
          .map(Decoded::payload)
          .flatMap(
              payload ->
                  payload instanceof Payload.Said said
                      ? Optional.of(said.written().content())
                      : Optional.empty());
    } catch (ProtocolFault e) {
      return Optional.empty();
    }
  }
}
