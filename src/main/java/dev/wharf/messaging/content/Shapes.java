package dev.wharf.messaging.content;

import dev.wharf.protocol.stanza.chat.Shape;

/** What the stanza of a content says of it. */
public final class Shapes {

  private Shapes() {}

  public static Shape of(Content content) {
    throw new UnsupportedOperationException();
  }
}
