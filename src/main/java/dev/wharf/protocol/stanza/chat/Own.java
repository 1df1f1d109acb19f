package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.Optional;

/** Our own device in both namespaces. */
public record Own(Jid pn, Jid lid) {

  public Own {
    if (!pn.isPhone() || !lid.isLid()) {
      throw new IllegalArgumentException("needs a phone-number address and a hidden one");
    }
  }

  /** Whether that is our account, whichever device of it. */
  public boolean is(Jid jid) {
    Jid user = StanzaReader.plain(jid).bare();
    return user.equals(pn.bare()) || user.equals(lid.bare());
  }

  /** Whether that is this very device. */
  public boolean isThisDevice(Jid jid) {
    return is(jid) && jid.device() == pn.device();
  }

  /** A device of our account in the other namespace; empty for anybody else. */
  public Optional<Jid> other(Jid jid) {
    Jid plain = StanzaReader.plain(jid);
    if (plain.bare().equals(pn.bare())) {
      return Optional.of(Jid.lid(lid.user(), jid.device()));
    }
    return plain.bare().equals(lid.bare())
        ? Optional.of(Jid.phone(pn.user(), jid.device()))
        : Optional.empty();
  }

  /** This device as somebody is to see it who is addressed like that. */
  public Jid towards(Jid peer) {
    return StanzaReader.plain(peer).isLid() ? lid : pn;
  }
}
