package dev.wharf.identity;

/**
 * What a message is called in its chat, for ever: whoever sends it again sends it under the same
 * id. Chosen by the sender, so it tells nothing about order and is unique only per chat and sender.
 */
public record MessageId(String value) {

  private static final int MAX_LENGTH = 128;

  public MessageId {
    if (value.isEmpty()
        || value.length() > MAX_LENGTH
        || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException("not a message id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
