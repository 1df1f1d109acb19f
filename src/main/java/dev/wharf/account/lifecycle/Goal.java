package dev.wharf.account.lifecycle;

/** What a link is for: becoming a companion device, or coming back as one. */
public enum Goal {
  PAIR,
  LOGIN
}
