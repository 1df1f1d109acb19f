package dev.wharf.messaging.content;

import java.util.Optional;

/** What we let out. Peers may send more; what they send is read as it is. */
public final class ContentRules {

  public static final int TEXT = 65_536;
  public static final int CAPTION = 1_024;

  private ContentRules() {}

  /** The first rule that is broken. */
  public static Optional<Refusal> check(Written written) {
    throw new UnsupportedOperationException();
  }
}
