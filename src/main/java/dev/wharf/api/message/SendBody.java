package dev.wharf.api.message;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to send a message, for the description of the API alone: which fields there are
 * depends on the type, so the body is read as a tree.
 */
@Schema(name = "NewMessage", description = "A message to send. The type says which fields it has.")
record SendBody(
    @Schema(
            required = true,
            description = "A phone number, or the jid of a person or a group.",
            examples = "+5511987654321")
        String to,
    @Schema(
            required = true,
            description =
                "text, location, contacts, poll, pollVote, reaction, edit, deletion, pin, or a kind"
                    + " of media.",
            examples = "text")
        String type,
    @Schema(examples = "Good morning") @Nullable String text,
    @Schema(description = "The message that it answers: {messageId}.")
        @Nullable Map<String, Object> quoted,
    @Schema(description = "Jids of who is named in the text.") @Nullable List<String> mentions,
    @Schema(description = "The message that it is about: {messageId}.")
        @Nullable Map<String, Object> target,
    @Schema(description = "Given up after so many seconds; 24 hours if absent.")
        @Nullable Integer ttlSeconds,
    @Schema(description = "Whether typing is shown before it.") @Nullable Boolean typing) {}
