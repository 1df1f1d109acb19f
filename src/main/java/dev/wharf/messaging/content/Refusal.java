package dev.wharf.messaging.content;

/**
 * Why a content is not sent.
 *
 * @param code stable, for programs: {@code text_too_long}
 * @param message a sentence for people
 */
public record Refusal(String code, String message) {}
