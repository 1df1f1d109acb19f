package dev.wharf.directory;

import java.util.Locale;

/** What a member may do in a group; each may what the one before may. */
public enum Role {
  MEMBER,
  ADMIN,
  /** Created the group ({@code superadmin} on the wire); cannot be demoted. */
  OWNER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
