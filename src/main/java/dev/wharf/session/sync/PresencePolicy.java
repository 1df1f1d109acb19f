package dev.wharf.session.sync;

/** Whether others are shown that an account is there. */
public enum PresencePolicy {
  /** Never: the phone goes on to notify its owner. */
  UNAVAILABLE,
  /** As long as it is online: the phone then keeps silent. */
  AVAILABLE,
  /** While it writes: only who is available is seen to type. */
  AUTO;

  /** Whether to be shown at first. */
  boolean atFirst() {
    return this == AVAILABLE;
  }
}
