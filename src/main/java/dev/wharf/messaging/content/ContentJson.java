package dev.wharf.messaging.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Contents as JSON, for REST and events. */
public final class ContentJson {

  private ContentJson() {}

  public sealed interface Read {

    record Accepted(Written written) implements Read {}

    record Refused(Refusal refusal) implements Read {}
  }

  /** A new tree. Keys, hashes and places of files are never in it. */
  public static ObjectNode write(Written written) {
    throw new UnsupportedOperationException();
  }

  /**
   * What shall be sent, and keeps the {@link ContentRules}.
   *
   * @param uploaded the file, if it is a media message
   */
  public static Read read(ObjectNode json, Optional<MediaRef> uploaded) {
    throw new UnsupportedOperationException();
  }
}
