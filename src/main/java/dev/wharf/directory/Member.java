package dev.wharf.directory;

import dev.wharf.identity.Jid;
import java.util.Collection;
import java.util.Optional;

/**
 * A member of a group.
 *
 * @param jid without device, in the namespace in which the group addresses its members
 * @param lid the hidden id, if it is known
 * @param phone the phone-number address, if it is known
 */
public record Member(Jid jid, Optional<Jid> lid, Optional<Jid> phone, Role role) {

  public Member {
    jid = Users.of(jid).orElse(jid.bare());
    lid = jid.isLid() ? Optional.of(jid) : lid.flatMap(Users::of).filter(Jid::isLid);
    phone = jid.isPhone() ? Optional.of(jid) : phone.flatMap(Users::of).filter(Jid::isPhone);
  }

  public static Member of(Jid jid, Role role) {
    return new Member(jid, Optional.empty(), Optional.empty(), role);
  }

  /** Whether this is one of them, in whichever namespace they are named. */
  boolean isOneOf(Collection<Jid> users) {
    return users.contains(jid)
        || lid.filter(users::contains).isPresent()
        || phone.filter(users::contains).isPresent();
  }

  boolean hasAddressesOf(Member other) {
    return lid.equals(other.lid) && phone.equals(other.phone);
  }

  /** The same member in the same seat, with what is told of them now. */
  Member toldAs(Member other) {
    return new Member(jid, other.lid.or(() -> lid), other.phone.or(() -> phone), other.role);
  }

  Member with(Role other) {
    return new Member(jid, lid, phone, other);
  }
}
