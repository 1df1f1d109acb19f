package dev.wharf.messaging.content;

import dev.wharf.protocol.Opaque;
import java.util.Optional;

/**
 * A message as it was read.
 *
 * @param distribution a sender key that came with it
 * @param secret 32 bytes of the message, with which add-ons to it are sealed
 */
public record Decoded(
    Payload payload, Optional<Distribution> distribution, Optional<Opaque> secret) {

  public sealed interface Payload {

    /** What somebody writes. */
    record Said(Written written, Flags flags) implements Payload {}

    /**
     * What devices tell each other. Most of it counts only from our own devices: {@link Control}.
     */
    record Told(Control control) implements Payload {}

    /** Nothing for a person, such as a mere sender key. */
    record Nothing() implements Payload {}
  }

  /**
   * @param viewOnce meant to be seen once
   * @param ephemeral came in a wrapper of a disappearing message
   * @param forwarded not written by its sender
   */
  public record Flags(boolean viewOnce, boolean ephemeral, boolean forwarded) {

    public static final Flags NONE = new Flags(false, false, false);
  }
}
