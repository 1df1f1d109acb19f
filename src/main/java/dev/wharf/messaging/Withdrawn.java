package dev.wharf.messaging;

import dev.wharf.identity.MessageId;

/** A message waits no more: it was cancelled, expired or acknowledged meanwhile. */
public final class Withdrawn extends RuntimeException {

  private final transient MessageId id;

  Withdrawn(MessageId id) {
    super("message waits no more", null, false, false);
    this.id = id;
  }

  public MessageId id() {
    return id;
  }
}
