package dev.wharf.api.media;

import dev.wharf.messaging.MessageFiles.Ready;

/** The file of a message as the body of an answer. */
public record Download(Ready ready) {}
