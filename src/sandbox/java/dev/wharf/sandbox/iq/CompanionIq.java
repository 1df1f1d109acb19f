package dev.wharf.sandbox.iq;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.post.Addresses;

/** A companion logs itself out (connection.md 10). It cannot remove others. */
final class CompanionIq implements IqHandler {

  @Override
  public Reply answer(Iq iq, Caller caller) {
    if (!iq.about().equals("remove-companion-device")) {
      return Reply.EMPTY;
    }
    var named = iq.child().flatMap(child -> Addresses.read(child, "jid"));
    return named.map(jid -> isCaller(jid, caller)).orElse(false)
        ? Reply.emptyThen(Reply.Then.UNLINK)
        : new Reply.Error(403, "forbidden");
  }

  private static boolean isCaller(Jid jid, Caller caller) {
    return jid.device() == caller.device().id()
        && caller.accounts().byJid(jid).map(caller.account()::equals).orElse(false);
  }
}
