package dev.wharf.api.message;

import dev.wharf.event.Event.SendFailure;
import dev.wharf.event.Party;
import dev.wharf.messaging.MessageView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A message as REST shows it. */
@Schema(name = "Message", description = "A message, sent or received.")
public record MessageBody(
    String messageId,
    Party chat,
    Party sender,
    boolean fromMe,
    @Schema(description = "When it was accepted, or sent as its sender says.") Instant at,
    @Schema(examples = "text") String kind,
    @Schema(nullable = true, description = "By kind; null if deleted or kept no longer.")
        @Nullable Map<String, Object> content,
    @Schema(
            description =
                "accepted, sent, delivered, read, played, failed; of others: received,"
                    + " undecryptable.")
        String state,
    @Schema(nullable = true) @Nullable Instant sentAt,
    @Schema(nullable = true) @Nullable Instant deliveredAt,
    @Schema(nullable = true) @Nullable Instant readAt,
    @Schema(nullable = true) @Nullable Instant playedAt,
    @Schema(nullable = true, description = "While it is accepted: what it waits for.")
        MessageView.@Nullable Waiting waiting,
    @Schema(nullable = true) @Nullable SendFailure failure,
    @Schema(nullable = true, description = "The message that it changes.") @Nullable String target,
    @Schema(nullable = true) @Nullable Instant editedAt,
    @Schema(nullable = true) @Nullable Instant deletedAt,
    @Schema(description = "{emoji, at} by jid; your own under the empty name.")
        Map<String, Object> reactions,
    @Schema(description = "Of a poll: {options} by jid.") Map<String, Object> votes,
    @Schema(description = "Of a group, if you look at one message.") List<ReceiptBody> receipts) {

  /** How far a member of the group is. */
  @Schema(name = "MemberReceipt")
  public record ReceiptBody(
      Party by,
      String state,
      @Nullable Instant deliveredAt,
      @Nullable Instant readAt,
      @Nullable Instant playedAt) {}

  static MessageBody of(MessageView view) {
    var times = view.times();
    return new MessageBody(
        view.id().value(),
        view.chat(),
        view.sender(),
        view.fromMe(),
        view.at(),
        view.kind(),
        view.content(),
        view.state().word(),
        times.sent(),
        times.delivered(),
        times.read(),
        times.played(),
        view.waiting(),
        view.failure(),
        view.target(),
        view.editedAt(),
        view.deletedAt(),
        view.reactions(),
        view.votes(),
        view.receipts().stream().map(MessageBody::receipt).toList());
  }

  private static ReceiptBody receipt(MessageView.Receipt receipt) {
    return new ReceiptBody(
        receipt.by(),
        receipt.state().word(),
        receipt.delivered(),
        receipt.read(),
        receipt.played());
  }
}
