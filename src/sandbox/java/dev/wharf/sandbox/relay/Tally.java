package dev.wharf.sandbox.relay;

import java.util.EnumMap;
import java.util.Map;

/** How much of what was carried, for tests to assert on. */
public final class Tally {

  /** What is counted. */
  public enum What {
    /** Messages that were acked without an error. */
    ACCEPTED,
    /** Messages that were acked with an error. */
    REFUSED,
    /** Copies of messages put into a companion's mailbox. */
    RELAYED,
    /** Copies that their companion confirmed. */
    CONFIRMED,
    /** Copies with an id that the companion got from that sender before; not put there again. */
    REPEATED,
    /** Copies for a phone. */
    TO_PHONES,
    /** Copies for nobody, or for somebody whom they do not concern. */
    DROPPED,
    /** Receipts put into a companion's mailbox, retries among them. */
    RECEIPTS,
    /** Requests for a message again put into a companion's mailbox. */
    RETRIES,
    /** Two different ciphertexts under one ratchet key and counter. */
    COUNTER_REUSE,
    /** Ciphertexts whose header is no header. */
    UNREADABLE
  }

  private final Map<What, Long> counts = new EnumMap<>(What.class);

  void count(What what) {
    counts.merge(what, 1L, Long::sum);
  }

  public long of(What what) {
    return counts.getOrDefault(what, 0L);
  }

  public void clear() {
    counts.clear();
  }
}
