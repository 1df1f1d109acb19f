package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.ReactionMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Seals and opens what is said about an earlier message with the secret of that message
 * (messaging.md 5.10).
 */
public final class AddOns {

  private static final String PATH = "message.addOn";
  private static final int KEY = 32;

  private AddOns() {}

  /**
   * Seals a vote, a reaction or an edit.
   *
   * @param secret of the message that it is about
   * @param author bare, of that message, in the namespace in which it was written
   * @param self bare, in the same namespace
   * @throws IllegalArgumentException for any other content
   */
  public static SecretAddOn seal(
      Content content, Opaque secret, Jid author, Jid self, Instant now, RandomGenerator random) {
    return switch (content) {
      case PollVote it ->
          seal(
              AddOn.POLL_VOTE,
              it.poll(),
              PollOptions.vote(it.options()),
              new Key(secret, author, self),
              now,
              random);
      case Reaction it ->
          seal(
              AddOn.REACTION,
              it.target(),
              ReactionMessage.newBuilder()
                  .setText(it.emoji())
                  .setSenderTimestampMs(it.at().orElse(now).toEpochMilli())
                  .build()
                  .toByteArray(),
              new Key(secret, author, self),
              now,
              random);
      case Edit it ->
          seal(
              AddOn.MESSAGE_EDIT,
              it.target(),
              ContentWriter.editMessage(it).toByteArray(),
              new Key(secret, author, self),
              now,
              random);
      case Content other ->
          throw new IllegalArgumentException("no add-on: " + other.getClass().getSimpleName());
    };
  }

  /**
   * What it says: a vote, a reaction or an edit; else a content of the name only.
   *
   * @param secret of the message that it is about
   * @param poll that message, if it is a poll
   * @param authors of that message, bare: the same person in each namespace, most likely first
   * @param writers of the add-on, likewise
   * @throws ProtocolFault {@code FORGED} if none of them fits
   */
  public static Content open(
      SecretAddOn sealed,
      Opaque secret,
      Optional<Poll> poll,
      Collection<Jid> authors,
      Collection<Jid> writers) {
    for (Jid author : authors) {
      for (Jid writer : writers) {
        Optional<byte[]> plain = open(sealed, new Key(secret, author, writer));
        if (plain.isPresent()) {
          return read(sealed, plain.get(), poll);
        }
      }
    }
    throw new ProtocolFault(ProtocolFault.Kind.FORGED, PATH, "does not authenticate");
  }

  private static Content read(SecretAddOn sealed, byte[] plain, Optional<Poll> poll) {
    return switch (sealed.kind()) {
      case POLL_VOTE -> PollOptions.chosen(sealed.target(), plain, poll);
      case REACTION -> {
        var it = Wire.parse(ReactionMessage.parser(), plain, PATH + ".reaction");
        yield new Reaction(
            sealed.target(), Wire.text(it.getText()), Wire.millis(it.getSenderTimestampMs()));
      }
      case MESSAGE_EDIT -> edit(sealed, Wire.parse(Message.parser(), plain, PATH + ".edit"));
      case COMMENT -> new Content.Unsupported("comment");
      case EVENT_RESPONSE -> new Content.Unsupported("eventResponse");
      case EVENT_EDIT -> new Content.Unsupported("eventEdit");
    };
  }

  /** What is edited is what the sealed message says it is, whatever stands inside. */
  private static Edit edit(SecretAddOn sealed, Message message) {
    var opened = Envelopes.open(message);
    Content content =
        ContentReader.read(opened.inner(), opened.secret())
            .orElseGet(() -> new Content.Unsupported("unknown"));
    return content instanceof Edit inner
        ? new Edit(sealed.target(), inner.content(), inner.at())
        : new Edit(sealed.target(), content, sealed.at());
  }

  private record Key(Opaque secret, Jid author, Jid writer) {

    byte[] derive(AddOn kind, MessageId id) {
      String info = id.value() + author.bare() + writer.bare() + kind.useCase();
      return Hkdf.sha256(secret.bytes(), new byte[0], utf8(info), KEY);
    }

    byte[] associated(AddOn kind, MessageId id) {
      return kind.bound() ? utf8(id.value() + '\0' + writer.bare()) : new byte[0];
    }
  }

  private static SecretAddOn seal(
      AddOn kind, MessageRef target, byte[] plain, Key key, Instant now, RandomGenerator random) {
    var box =
        SealedBox.seal(
            key.derive(kind, target.id()), plain, key.associated(kind, target.id()), random);
    return new SecretAddOn(
        kind,
        target,
        new Opaque(box.payload()),
        new Opaque(box.iv()),
        kind == AddOn.POLL_VOTE ? Optional.of(now) : Optional.empty());
  }

  private static Optional<byte[]> open(SecretAddOn sealed, Key key) {
    MessageId id = sealed.target().id();
    try {
      return Optional.of(
          new SealedBox(sealed.iv().bytes(), sealed.payload().bytes())
              .open(key.derive(sealed.kind(), id), key.associated(sealed.kind(), id), PATH));
    } catch (ProtocolFault _) {
      return Optional.empty();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
