package dev.wharf.protocol.signal;

import java.util.Optional;

/** The content of an {@code enc} node of type {@code skmsg}, read but not opened. */
public sealed interface IncomingGroupMessage
    permits SenderKeyMessage, IncomingGroupMessage.Unreadable {

  /** Never throws: what cannot be read becomes {@link Unreadable}. */
  static IncomingGroupMessage parse(byte[] bytes) {
    return WireFormat.read(() -> SenderKeyMessage.parse(bytes), Unreadable::new);
  }

  /** The key to look up among the skipped ones of that sender in that group. */
  Optional<SkippedKey.Id> skippedKey();

  /**
   * Not a message.
   *
   * @param where the field at which that showed
   */
  record Unreadable(String where) implements IncomingGroupMessage {

    @Override
    public Optional<SkippedKey.Id> skippedKey() {
      return Optional.empty();
    }
  }
}
