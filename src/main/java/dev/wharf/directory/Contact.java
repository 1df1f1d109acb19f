package dev.wharf.directory;

import dev.wharf.event.ContactView;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import java.util.Optional;

/**
 * A person as an account knows them.
 *
 * @param jid the hidden id if it is known, else the phone-number address
 * @param phone empty while nobody told it; never guessed from a hidden id
 */
public record Contact(Jid jid, Optional<Jid> lid, Optional<Jid> phone, Names names) {

  /** Somebody of whom only the address is known. */
  static Contact stranger(Jid jid) {
    return new Contact(
        jid,
        Optional.of(jid).filter(Jid::isLid),
        Optional.of(jid).filter(Jid::isPhone),
        Names.NONE);
  }

  /** Whether more than the bare address is known. */
  public boolean isKnown() {
    return !names.isEmpty() || (lid.isPresent() && phone.isPresent());
  }

  Contact called(Names others) {
    return new Contact(jid, lid, phone, others);
  }

  public ContactView view() {
    return new ContactView(
        jid.toString(),
        lid.map(Jid::toString).orElse(null),
        phone.flatMap(PhoneNumber::of).map(PhoneNumber::e164).orElse(null),
        names.best().orElse(null),
        names.push().orElse(null));
  }
}
