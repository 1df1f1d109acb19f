package dev.wharf.api.message;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the other side shall see. */
@Schema(name = "Typing")
public record TypingBody(
    @Schema(description = "composing, recording or paused.", examples = "composing")
        @Nullable String state) {}
