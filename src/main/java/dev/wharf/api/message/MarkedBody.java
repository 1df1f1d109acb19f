package dev.wharf.api.message;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many messages count as read now.
 *
 * @param marked that did not before
 */
@Schema(name = "Marked")
public record MarkedBody(int marked) {}
