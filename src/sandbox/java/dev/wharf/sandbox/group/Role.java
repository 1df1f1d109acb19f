package dev.wharf.sandbox.group;

import java.util.Optional;

/** What a member may do. Who made the group stays superadmin. */
public enum Role {
  MEMBER,
  ADMIN,
  SUPERADMIN;

  public boolean isAdmin() {
    return this != MEMBER;
  }

  /** The name on the wire; plain members have none. */
  Optional<String> wireName() {
    return switch (this) {
      case MEMBER -> Optional.empty();
      case ADMIN -> Optional.of("admin");
      case SUPERADMIN -> Optional.of("superadmin");
    };
  }
}
