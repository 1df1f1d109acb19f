package dev.wharf.messaging.content;

/** What can be said about an earlier message, sealed with its secret (messaging.md 5.10). */
public enum AddOn {
  POLL_VOTE("Poll Vote", true),
  REACTION("Enc Reaction", false),
  COMMENT("Enc Comment", false),
  EVENT_RESPONSE("Event Response", true),
  EVENT_EDIT("Event Edit", false),
  MESSAGE_EDIT("Message Edit", false);

  private final String useCase;
  private final boolean bound;

  AddOn(String useCase, boolean bound) {
    this.useCase = useCase;
    this.bound = bound;
  }

  String useCase() {
    return useCase;
  }

  /** Whether message id and modifier are authenticated beside the payload. */
  boolean bound() {
    return bound;
  }
}
