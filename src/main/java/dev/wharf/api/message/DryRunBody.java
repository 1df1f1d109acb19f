package dev.wharf.api.message;

import dev.wharf.messaging.Composed;
import dev.wharf.messaging.NewMessage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What would become of a message. */
@Schema(name = "DryRun", description = "A message that could be sent, and was not.")
public record DryRunBody(
    @Schema(description = "Whom it would go to.", examples = "5511987654321@s.whatsapp.net")
        String to,
    @Schema(examples = "text") String kind) {

  static DryRunBody of(NewMessage message, Composed composed) {
    return new DryRunBody(message.to().toString(), composed.kind());
  }
}
