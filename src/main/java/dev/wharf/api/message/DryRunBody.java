package dev.wharf.api.message;

import dev.wharf.limits.Verdict;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What would become of a message. */
@Schema(name = "DryRun", description = "A message that could be sent, and was not.")
public record DryRunBody(
    @Schema(description = "Whom it would go to.", examples = "5511987654321@s.whatsapp.net")
        String to,
    @Schema(examples = "text") String kind,
    @Schema(description = "Whether nothing was ever exchanged with this person.")
        boolean firstContact,
    @Schema(description = "When it would leave, if nothing else waits and the account is online.")
        Instant leavesAt,
    @Schema(nullable = true, description = "The limit that holds it up; null if none does.")
        @Nullable String heldBy,
    @Schema(nullable = true, description = "Why it would wait.") @Nullable String why) {

  static DryRunBody of(String to, String kind, boolean first, Verdict verdict, Instant now) {
    return switch (verdict) {
      case Verdict.Granted(var pause) ->
          new DryRunBody(to, kind, first, now.plus(pause), null, null);
      case Verdict.Refused(var by, var freeAt, var why) ->
          new DryRunBody(to, kind, first, freeAt, by.word(), why);
    };
  }
}
