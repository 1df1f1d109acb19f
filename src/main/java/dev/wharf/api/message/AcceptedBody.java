package dev.wharf.api.message;

import dev.wharf.messaging.Accepted;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is answered to a message that will be sent. */
@Schema(name = "AcceptedMessage", description = "A message that is stored and will be sent.")
public record AcceptedBody(
    @Schema(description = "Its id for ever.", examples = "3EB0A1B2C3D4E5F60718") String messageId,
    @Schema(description = "Always accepted; watch the receipts for more.") String state,
    @Schema(description = "The chat it goes to.", examples = "5511987654321@s.whatsapp.net")
        String chat) {

  static AcceptedBody of(Accepted accepted) {
    return new AcceptedBody(accepted.id().value(), "accepted", accepted.chat().toString());
  }
}
