package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.Content.Unsupported;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.MessageContextInfo;
import dev.wharf.protocol.proto.MessageProto.PinInChatMessage;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;
import dev.wharf.protocol.proto.MessageProto.ReactionMessage;
import java.util.Optional;

/** A content as a message of the wire. */
final class ContentWriter {

  private static final int UNPIN = 2;

  private ContentWriter() {}

  static Message message(Written written, Opaque secret) {
    var message = write(written.content(), context(written)).toBuilder();
    Optional<Opaque> own = secretOf(written.content(), secret);
    var info = message.getMessageContextInfo().toBuilder();
    own.ifPresent(it -> info.setMessageSecret(Wire.bytes(it)));
    return own.isPresent() ? message.setMessageContextInfo(info).build() : message.build();
  }

  /** What is said about another message needs no secret of its own. */
  private static Optional<Opaque> secretOf(Content content, Opaque secret) {
    return switch (content) {
      case Poll poll -> poll.secret().or(() -> Optional.of(secret));
      case Text _, Media _, Location _, LiveLocation _, ContactCards _, GroupInvite _ ->
          Optional.of(secret);
      case PollVote _, Reaction _, Edit _, Deletion _, Pin _, SecretAddOn _, Unsupported _ ->
          Optional.empty();
    };
  }

  private static Optional<ContextInfo> context(Written written) {
    var context = ContextInfo.newBuilder();
    written.quote().ifPresent(quote -> quote(quote, context));
    written.mentions().forEach(jid -> context.addMentionedJid(jid.bare().toString()));
    written.expirationSeconds().ifPresent(context::setExpiration);
    boolean any =
        written.quote().isPresent()
            || !written.mentions().isEmpty()
            || written.expirationSeconds().isPresent();
    return any ? Optional.of(context.build()) : Optional.empty();
  }

  private static void quote(Quote quote, ContextInfo.Builder context) {
    context.setStanzaId(quote.id().value());
    quote.sender().ifPresent(sender -> context.setParticipant(sender.bare().toString()));
    quote.chat().ifPresent(chat -> context.setRemoteJid(chat.toString()));
    context.setQuotedMessage(
        quote
            .content()
            .map(content -> write(content, Optional.empty()))
            .orElseGet(() -> Message.newBuilder().setConversation("").build()));
  }

  private static Message write(Content content, Optional<ContextInfo> context) {
    var message = Message.newBuilder();
    switch (content) {
      case Text it -> PlainWriter.text(it, context, message);
      case Media it -> MediaWriter.write(it, context, message);
      case Location it -> PlainWriter.location(it, context, message);
      case LiveLocation it -> PlainWriter.liveLocation(it, context, message);
      case ContactCards it -> PlainWriter.cards(it, context, message);
      case GroupInvite it -> PlainWriter.invite(it, context, message);
      case Poll it -> PlainWriter.poll(it, context, message);
      case Reaction it -> message.setReactionMessage(reaction(it));
      case Edit it -> message.setProtocolMessage(edit(it, context));
      case Deletion it ->
          message.setProtocolMessage(
              ProtocolMessage.newBuilder()
                  .setType(ContentReader.REVOKE)
                  .setKey(Wire.key(it.target())));
      case Pin it -> pin(it, message);
      case SecretAddOn it -> AddOnWire.write(it, message);
      case PollVote _ -> throw new IllegalArgumentException("a vote is sealed before it is sent");
      case Unsupported it -> throw new IllegalArgumentException("cannot be written: " + it.kind());
    }
    return message.build();
  }

  static ReactionMessage reaction(Reaction it) {
    var reaction = ReactionMessage.newBuilder().setKey(Wire.key(it.target())).setText(it.emoji());
    it.at().ifPresent(at -> reaction.setSenderTimestampMs(at.toEpochMilli()));
    return reaction.build();
  }

  private static ProtocolMessage edit(Edit it, Optional<ContextInfo> context) {
    var edit =
        ProtocolMessage.newBuilder()
            .setType(ContentReader.MESSAGE_EDIT)
            .setKey(Wire.key(it.target()))
            .setEditedMessage(write(it.content(), context));
    it.at().ifPresent(at -> edit.setTimestampMs(at.toEpochMilli()));
    return edit.build();
  }

  /** An edit as it goes into a sealed one. */
  static Message editMessage(Edit it) {
    return Message.newBuilder().setProtocolMessage(edit(it, Optional.empty())).build();
  }

  private static void pin(Pin it, Message.Builder message) {
    var pin =
        PinInChatMessage.newBuilder()
            .setKey(Wire.key(it.target()))
            .setType(it.pinned() ? ContentReader.PIN : UNPIN);
    it.at().ifPresent(at -> pin.setSenderTimestampMs(at.toEpochMilli()));
    message.setPinInChatMessage(pin);
    it.seconds()
        .ifPresent(
            seconds ->
                message.setMessageContextInfo(
                    MessageContextInfo.newBuilder().setMessageAddOnDurationInSecs(seconds)));
  }
}
