package dev.wharf.session;

import dev.wharf.event.PairedIdentity;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.pairing.PairingIdentity;

/** What the wire says of an identity, in the words of the published language. */
final class Identities {

  private Identities() {}

  static PairedIdentity of(PairingIdentity identity) {
    return new PairedIdentity(
        PhoneNumber.of(identity.self()).map(PhoneNumber::e164).orElse(null),
        identity.lid().bare().toString(),
        identity.businessName(),
        identity.platform());
  }
}
