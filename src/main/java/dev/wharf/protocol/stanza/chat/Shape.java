package dev.wharf.protocol.stanza.chat;

import java.util.Optional;

/**
 * What the stanza of a message tells the server of its content (messaging.md 5.4).
 *
 * @param type {@code text}, {@code media}, {@code reaction}, {@code poll}
 * @param edit 1 an edit, 2 a pin, 7 the author's deletion, 8 an admin's deletion
 * @param mediaType of the cipher
 * @param hidden whether a device that cannot decrypt it shows nothing ({@code decrypt-fail=hide})
 */
public record Shape(
    String type, Optional<String> edit, Optional<String> mediaType, boolean hidden) {

  public static final Shape TEXT = new Shape("text", Optional.empty(), Optional.empty(), false);
}
