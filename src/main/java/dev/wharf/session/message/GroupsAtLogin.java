package dev.wharf.session.message;

/** When all groups of an account are asked for as it comes online. */
public enum GroupsAtLogin {
  /** Never: a group becomes known when something happens in it, or an operator refreshes. */
  NEVER,
  /** When a device comes online that never asked; after that notifications tell. */
  FIRST,
  /** At every login, which is dear where many accounts log in at once. */
  ALWAYS
}
